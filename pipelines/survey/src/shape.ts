import { type Round, roundVariable } from '@pejling/indicators'
import { type Delimited, identifier, isNumber, literal, missingColumn } from '@pejling/warehouse'
import { reasonType } from './cell.ts'
import type { Columns } from './column.ts'
import { readTable } from './read.ts'

/**
 * The rows as one query over what was read: a value and a missing reason per variable, in line order. A row of a round
 * says which, and a question its version does not ask is `not_asked`. What could not be read and was accepted (there is
 * something of it if `uncoded`) is `not_codable`. Derived variables are made from these rows by a step of their own.
 */
export function shape(
  { columns, notAsked }: Columns,
  { columns: header }: Delimited,
  round?: Round,
  uncoded = true,
): string {
  const both = (id: string, value: string, missing: string) => [
    `${value} AS ${identifier(id)}`,
    `${missing} AS ${identifier(missingColumn(id))}`,
  ]
  const own = columns
    .filter(({ name }) => header.includes(name))
    .flatMap(({ variable: { id } }) => {
      const [value, missing] = [identifier(id), identifier(missingColumn(id))]
      if (!uncoded) return both(id, value, missing)
      return both(id, value, `CASE WHEN ${value} IS NULL THEN coalesce(${missing}, 'not_codable') END`)
    })
  const absent = notAsked.flatMap(({ variable }) =>
    both(variable.id, `NULL::${isNumber(variable) ? 'DOUBLE' : 'VARCHAR'}`, `'not_asked'::${reasonType}`),
  )
  const of = round ? both(roundVariable, literal(round.id), `NULL::${reasonType}`) : []
  return `SELECT ${['line', ...of, ...own, ...absent].join(', ')} FROM ${readTable}`
}
