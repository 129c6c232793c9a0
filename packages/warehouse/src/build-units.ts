import type { Codebook, Study } from '@pejling/indicators'
import type { Connection } from './database.ts'
import { identifier, literal } from './identifier.ts'
import {
  columnType,
  createCategoryType,
  isCategorical,
  missingColumn,
  missingType,
  studySchema,
  variablesOf,
} from './unit-table.ts'

/**
 * Parquet of the rows of a unit, as the survey pipeline writes it; of one round where the unit has rounds. `derived` is
 * what derive steps made beside it, joined by line.
 */
export type UnitPart = { round?: string; rows: string; derived?: string[] }

/** One table per unit with the rows of all its parts, in their order: line by line, round after round. */
export async function addUnits(
  connection: Connection,
  study: Study,
  codebook: Codebook,
  units: Record<string, UnitPart[]>,
): Promise<void> {
  await connection.run(`CREATE SCHEMA ${identifier(studySchema(study.id))}`)
  for (const variable of codebook.variables)
    if (isCategorical(variable)) await connection.run(createCategoryType(study.id, variable))
  for (const unit of study.units) {
    const parts = units[unit.id]
    if (!parts?.length) continue
    const columns = variablesOf(study, codebook, unit).flatMap((variable) => [
      `${identifier(variable.id)}::${columnType(study.id, variable)} AS ${identifier(variable.id)}`,
      `${identifier(missingColumn(variable.id))}::${missingType} AS ${identifier(missingColumn(variable.id))}`,
    ])
    const table = identifier(studySchema(study.id), unit.id)
    for (const [index, from] of sourcesOf(parts).entries())
      await connection.run(
        `${index === 0 ? `CREATE TABLE ${table} AS` : `INSERT INTO ${table}`} SELECT line, ${columns.join(', ')} FROM ${from}`,
      )
  }
}

/** Files are read in the order given and rows kept in theirs; a join keeps no order, so that lines are put in it again. */
function sourcesOf(parts: UnitPart[]): string[] {
  if (parts.every(({ derived = [] }) => derived.length === 0))
    return [`read_parquet([${parts.map(({ rows }) => literal(rows)).join(', ')}])`]
  return parts.map(({ rows, derived = [] }) => {
    const joins = derived.map((file, i) => ` JOIN read_parquet(${literal(file)}) d${i} USING (line)`)
    return `read_parquet(${literal(rows)}) own${joins.join('')} ORDER BY line`
  })
}
