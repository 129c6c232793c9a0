import type { Source, Variable } from '@pejling/indicators'
import type { Edition } from './edition.ts'
import { publishedPairs } from './published-crosstab.ts'
import { getCodebook, getStudy, listPublishedTables } from './study-queries.ts'
import { hasRows, unitSource } from './unit-source.ts'
import { isCategorical, isNumber } from './unit-table.ts'

/** Two variables that can be seen together, and from what. */
export type PossibleRelation = { x: string; y: string; sources: Source[] }

/** Every pair of variables a study can answer for, in codebook order; rows are named before published tables. */
export async function listRelations(edition: Edition, studyId: string): Promise<PossibleRelation[]> {
  const study = await getStudy(edition, studyId)
  const { variables } = await getCodebook(edition, studyId)
  const printed = publishedPairs(await listPublishedTables(edition, studyId), variables)
  const askable = (variable: Variable) =>
    hasRows(study, variable) && (isCategorical(variable) || isNumber(variable))
  return variables.flatMap((x) =>
    variables.flatMap((y) => {
      if (x === y) return []
      const sources: Source[] = []
      if (askable(x) && askable(y) && unitSource(study, [x, y])) sources.push('rows')
      if (printed.some((pair) => pair.x === x && pair.y === y)) sources.push('published')
      return sources.length ? [{ x: x.id, y: y.id, sources }] : []
    }),
  )
}
