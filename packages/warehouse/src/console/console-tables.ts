import { isOpen, type Study, type Text, type Viewer } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { getCodebook, listStudies } from '../study-queries.ts'
import { hasRows } from '../unit-source.ts'
import { columnType, isCategorical, missingColumn, studySchema, variablesOf } from '../unit-table.ts'

/** A table one may ask in SQL: `"kora-2017".institution`, with its columns. */
export type ConsoleTable = {
  /** The study, which is the table's schema, and the unit, which is its name. */
  study: string
  name: string
  label: Text
  columns: { name: string; label: Text; type: string; categories?: string[] }[]
  /** Where it stands in the edition. */
  schema: string
  /** May everybody see it? Who asks another one leaves an act in the log. */
  open: boolean
}

/**
 * The tables somebody may ask in SQL: the units of the studies of which they may see every count and every row, since
 * nothing protects what a query makes of rows. Identifiers that may be somebody's, free text, and all that was said in
 * interviews, are in none of them.
 */
export async function consoleTables(
  edition: Edition,
  viewerOf: (study: Study) => Promise<Viewer> | Viewer,
): Promise<ConsoleTable[]> {
  const tables: ConsoleTable[] = []
  for (const study of await listStudies(edition)) {
    const { sees, rows } = await viewerOf(study)
    if (sees !== 'all' || !rows) continue
    const codebook = await getCodebook(edition, study.id)
    for (const unit of study.units) {
      const variables = variablesOf(study, codebook, unit)
      const key = variables.find(({ id }) => id === unit.key)
      if (!key || !hasRows(study, { ...key, unit: unit.id })) continue
      tables.push({
        ...{ study: study.id, name: unit.id, label: unit.plural, open: isOpen(study) },
        schema: studySchema(study.id),
        columns: variables
          .filter(({ disclosure, scale }) => disclosure !== 'identifier' && scale !== 'text')
          .flatMap((variable) => [
            {
              ...{ name: variable.id, label: variable.label },
              type: isCategorical(variable) ? 'ENUM' : columnType(study.id, variable),
              ...(variable.categories && { categories: variable.categories.map(({ id }) => id) }),
            },
            { name: missingColumn(variable.id), label: variable.label, type: 'ENUM' },
          ]),
      })
    }
  }
  return tables
}
