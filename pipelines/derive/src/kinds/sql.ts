import type { Unit, Variable } from '@pejling/indicators'
import { identifier, isCategorical, isNumber, missingColumn } from '@pejling/warehouse'
import { firstReason, guarded, type Made, reasonOf, sameRound, valueOf } from '../made.ts'

/** What a `.sql` file gave: a table with the unit's key, `round` if it has rounds, and the columns it is asked for. */
export type SqlResult = { table: string; columns: string[] }

/**
 * What a `.sql` file gave for a row. NULL without a reason has the reason of the inputs in its row, by the order of
 * reasons, or is not applicable; so is a unit the file left out.
 */
export function madeBySql(
  { table, columns }: SqlResult,
  unit: Unit,
  variable: Variable,
  inputs: string[],
  alias: string,
): Made {
  const column = `${alias}.${identifier(variable.id)}`
  const type = isNumber(variable) ? '::DOUBLE' : isCategorical(variable) ? '::VARCHAR' : ''
  const given = columns.includes(missingColumn(variable.id))
    ? `${alias}.${identifier(missingColumn(variable.id))}::VARCHAR`
    : 'NULL'
  const reasons = [
    given,
    ...(inputs.length > 0 ? [firstReason(inputs.map(reasonOf))] : []),
    "'not_applicable'",
  ]
  const missing = `CASE WHEN ${column} IS NULL OR ${given} IS NOT NULL THEN coalesce(${reasons.join(', ')}) END`
  const rounds = unit.rounds ? ` AND ${sameRound(`${alias}.round::VARCHAR`, 'r.round')}` : ''
  return {
    join: `LEFT JOIN ${table} ${alias} ON ${alias}.${identifier(unit.key)}::VARCHAR = ${valueOf(unit.key)}${rounds}`,
    missing,
    value: guarded(missing, `${column}${type}`),
  }
}
