import { recodingOf, type Round, roundVariable, type Variable } from '@pejling/indicators'
import { identifier, isCategorical, isNumber, literal, missingColumn } from '@pejling/warehouse'
import type { Columns } from './column.ts'
import { readTable } from './read.ts'

/**
 * The rows as one query over what was read: a value and a missing reason per variable, in line order. A row of a round
 * says which, and a question its version does not ask is `not_asked`.
 */
export function shape({ columns, notAsked }: Columns, derived: Variable[], round?: Round): string {
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
  const made = derived.flatMap((variable) => {
    const from = columns.find((column) => column.variable.id === recodingOf(variable)?.from)?.variable
    return from ? both(variable.id, recoded(variable, from), identifier(missingColumn(from.id))) : []
  })
  const of = round ? both(roundVariable, literal(round.id), 'NULL::VARCHAR') : []
  return `SELECT ${['line', ...of, ...own, ...absent, ...made].join(', ')} FROM ${readTable}`
}

function recoded(variable: Variable, from: Variable): string {
  const cases = Object.entries(recodingOf(variable)!.recode).map(([category, values]) => {
    const list = values.map((value) => (isNumber(from) ? String(Number(value)) : literal(String(value))))
    const text = isCategorical(from) ? `${identifier(from.id)}::VARCHAR` : identifier(from.id)
    return `WHEN ${text} IN (${list.join(', ')}) THEN ${literal(category)}`
  })
  return `CASE ${cases.join(' ')} END`
}
