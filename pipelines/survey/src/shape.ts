import { recodingOf, type Variable } from '@pejling/indicators'
import { identifier, isNumber, literal, missingColumn, type Staged } from '@pejling/warehouse'
import type { Column } from './column.ts'

/** The typed rows as one query over the staged text: a value and a missing reason per variable, in line order. */
export function shape(staged: Staged, columns: Column[], derived: Variable[]): string {
  const read = columns.flatMap(({ variable, value, missing }) => [
    `${value} AS ${identifier(variable.id)}`,
    `${missing} AS ${identifier(missingColumn(variable.id))}`,
  ])
  const made = derived.flatMap((variable) => {
    const from = columns.find((column) => column.variable.id === recodingOf(variable)!.from)!.variable
    return [
      `${recoded(variable, from)} AS ${identifier(variable.id)}`,
      `${identifier(missingColumn(from.id))} AS ${identifier(missingColumn(variable.id))}`,
    ]
  })
  return `SELECT ${['*', ...made].join(', ')}
    FROM (SELECT line, ${read.join(', ')} FROM ${identifier(staged.table)}) ORDER BY line`
}

function recoded(variable: Variable, from: Variable): string {
  const cases = Object.entries(recodingOf(variable)!.recode).map(([category, values]) => {
    const list = values.map((value) => (isNumber(from) ? String(Number(value)) : literal(String(value))))
    return `WHEN ${identifier(from.id)} IN (${list.join(', ')}) THEN ${literal(category)}`
  })
  return `CASE ${cases.join(' ')} END`
}
