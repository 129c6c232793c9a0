import { type MissingReason, roundVariable, type Study, type Unit, type Variable } from '@pejling/indicators'
import type { Edition } from './edition.ts'
import { identifier } from './identifier.ts'
import { isRound, missingColumn, studySchema } from './unit-table.ts'

/** A unit's row in one round, with its line in the file. */
export type UnitLine = {
  key: string
  round: string | null
  line: number
  values: Record<string, number | string | null>
  missing: Record<string, MissingReason | undefined>
}

/** All rows of an institution's or municipality's table, in the order of their files, rounds in period order. */
export async function readUnitTable(
  edition: Edition,
  study: Study,
  unit: Unit,
  variables: Variable[],
): Promise<UnitLine[]> {
  const columns = variables.flatMap(({ id }) => [identifier(id), identifier(missingColumn(id))])
  const found = await edition.query<Record<string, string | number | null> & { line: number }>(
    `SELECT line, ${columns.join(', ')} FROM ${identifier(studySchema(study.id), unit.id)}
     ORDER BY ${unit.rounds ? `${identifier(roundVariable)}, ` : ''}line`,
  )
  const own = variables.filter((variable) => !isRound(study, variable))
  return found.map((row) => ({
    key: String(row[unit.key]),
    round: unit.rounds ? String(row[roundVariable]) : null,
    line: row.line,
    values: Object.fromEntries(own.map(({ id }) => [id, row[id]])),
    missing: Object.fromEntries(
      own.map(({ id }) => [id, (row[missingColumn(id)] as MissingReason | null) ?? undefined]),
    ),
  }))
}
