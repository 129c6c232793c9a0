import { type Codebook, roundVariable, type Study, type Unit, type Variable } from '@pejling/indicators'
import type { Connection } from './database.ts'
import { identifier, literal } from './identifier.ts'
import {
  categoryType,
  columnType,
  createCategoryType,
  isCategorical,
  missingColumn,
  missingType,
  studySchema,
  variablesOf,
} from './unit-table.ts'

/** Parquet of the rows of a unit, as the survey pipeline writes it; of one round where the unit has rounds. */
export type UnitPart = { round?: string; rows: string }

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
    const parts = units[unit.id] ?? []
    for (const [index, part] of parts.entries()) {
      const table = identifier(studySchema(study.id), unit.id)
      const into = index === 0 ? `CREATE TABLE ${table} AS` : `INSERT INTO ${table}`
      await connection.run(`${into} ${rowsOf(study, codebook, unit, part)}`)
    }
  }
}

function rowsOf(study: Study, codebook: Codebook, unit: Unit, { round, rows }: UnitPart): string {
  const columns = variablesOf(study, codebook, unit).flatMap((variable) => [
    `${valueOf(study, variable, round)} AS ${identifier(variable.id)}`,
    `${identifier(missingColumn(variable.id))}::${missingType} AS ${identifier(missingColumn(variable.id))}`,
  ])
  return `SELECT line, ${columns.join(', ')} FROM read_parquet(${literal(rows)}) ORDER BY line`
}

function valueOf(study: Study, variable: Variable, round?: string): string {
  return variable.id === roundVariable && round !== undefined
    ? `${literal(round)}::${categoryType(study.id, variable)}`
    : `${identifier(variable.id)}::${columnType(study.id, variable)}`
}
