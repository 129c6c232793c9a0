import type { RowCondition, RowRule } from '@pejling/indicators'
import { identifier, literal, missingColumn } from '@pejling/warehouse'

/**
 * SQL that holds for a row that breaks a rule of the codebook: all of `when` holds and not all of `then`. What is missing
 * does not hold in `when` and is no offence in `then`.
 */
export function brokenBy({ when, then }: RowRule): string {
  const all = Object.entries(when).map(([variable, condition]) => holds(variable, condition, false))
  if (!then) return `(${all.join(' AND ')})`
  const must = Object.entries(then).map(([variable, condition]) => holds(variable, condition, true))
  return `(${all.join(' AND ')} AND NOT (${must.join(' AND ')}))`
}

function holds(variable: string, condition: RowCondition, unknown: boolean): string {
  const value = identifier(variable)
  const parts = Array.isArray(condition)
    ? [known(`${value} IN (${condition.map(literal).join(', ')})`, unknown)]
    : partsOf(variable, value, condition, unknown)
  return `(${parts.join(' AND ')})`
}

function partsOf(
  variable: string,
  value: string,
  { min, max, atLeast, atMost, answered, missing }: Exclude<RowCondition, string[]>,
  unknown: boolean,
): string[] {
  const compared = [
    min === undefined ? [] : `${value} >= ${min}`,
    max === undefined ? [] : `${value} <= ${max}`,
    atLeast === undefined ? [] : `${value} >= ${identifier(atLeast)}`,
    atMost === undefined ? [] : `${value} <= ${identifier(atMost)}`,
  ].flat()
  const reason = identifier(missingColumn(variable))
  return [
    ...compared.map((sql) => known(sql, unknown)),
    ...(answered === undefined ? [] : [`${value} IS ${answered ? 'NOT ' : ''}NULL`]),
    ...(missing === undefined ? [] : [known(`${reason} IN (${missing.map(literal).join(', ')})`, false)]),
  ]
}

function known(sql: string, otherwise: boolean): string {
  return `coalesce(${sql}, ${otherwise})`
}
