import { type Round, roundVariable } from '@pejling/indicators'
import { identifier, isNumber, literal, missingColumn } from '@pejling/warehouse'
import type { Columns } from './column.ts'
import { readTable } from './read.ts'

/**
 * The rows as one query over what was read: a value and a missing reason per variable, in line order. A row of a round
 * says which, and a question its version does not ask is `not_asked`. Derived variables are made from these rows by a step
 * of their own.
 */
export function shape({ columns, notAsked }: Columns, round?: Round): string {
  const both = (id: string, value: string, missing: string) => [
    `${value} AS ${identifier(id)}`,
    `${missing} AS ${identifier(missingColumn(id))}`,
  ]
  const own = columns.flatMap(({ variable: { id } }) =>
    both(id, identifier(id), identifier(missingColumn(id))),
  )
  const absent = notAsked.flatMap(({ variable }) =>
    both(variable.id, `NULL::${isNumber(variable) ? 'DOUBLE' : 'VARCHAR'}`, `'not_asked'`),
  )
  const of = round ? both(roundVariable, literal(round.id), 'NULL::VARCHAR') : []
  return `SELECT ${['line', ...of, ...own, ...absent].join(', ')} FROM ${readTable}`
}
