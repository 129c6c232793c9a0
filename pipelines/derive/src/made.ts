import { type MissingReason, reasonOrder } from '@pejling/indicators'
import { identifier, literal, missingColumn } from '@pejling/warehouse'

/** A derived variable as SQL over the rows `r` of its unit, which hold its inputs under their own names. */
export type Made = {
  /** NULL wherever `missing` is not. */
  value: string
  missing: string
  /** What is joined to the rows for it: `LEFT JOIN … ON …`. */
  join?: string
}

/** The value of an input, and the reason it is missing. */
export const valueOf = (variable: string): string => `r.${identifier(variable)}`
export const reasonOf = (variable: string): string => `r.${identifier(missingColumn(variable))}`

/** A value that is there only if no reason is. */
export function guarded(missing: string, value: string): string {
  return `CASE WHEN ${missing} IS NULL THEN ${value} END`
}

/** The reason that decides among those of several inputs: the first of them in the order of reasons. */
export function firstReason(reasons: string[]): string {
  if (reasons.length === 1) return reasons[0]
  const cases = reasonOrder.map(
    (reason) => `WHEN ${literal(reason)} IN (${reasons.join(', ')}) THEN ${literal(reason)}`,
  )
  return `CASE ${cases.join(' ')} END`
}

/** The reason that most have, told by the count of each; the first in the order of reasons if several have as many. */
export function mostReason(countOf: (reason: MissingReason) => string): string {
  const most = `greatest(${reasonOrder.map(countOf).join(', ')})`
  const cases = reasonOrder.map((reason) => `WHEN ${countOf(reason)} = ${most} THEN ${literal(reason)}`)
  return `CASE WHEN ${most} > 0 THEN CASE ${cases.join(' ')} END END`
}

/** `x = y` where both may be NULL, as rounds are in a unit without them. */
export function sameRound(a: string, b: string): string {
  return `${a} IS NOT DISTINCT FROM ${b}`
}
