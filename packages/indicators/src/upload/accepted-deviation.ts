import type { MissingReason } from '../missing.ts'
import type { Problem } from '../problem.ts'

/**
 * A deviation somebody looked at and accepted, remembered for an instrument and a sender: it is noted from then on and not
 * asked again. It is known by the rule, the variable (or the column, where none is known) and, where the rule is about one,
 * the coded value, and covers nothing else.
 */
export type AcceptedDeviation = {
  rule: string
  variable?: string
  /** The column's name in the file, where it holds no variable. */
  column?: string
  /** The coded value as it stands in the file. */
  value?: string
  /** What the value is read as; left out it is kept where it can be kept, and `not_codable` where it cannot. */
  means?: { category: string } | { missing: MissingReason }
  note: string
  /** Who accepted it. */
  by?: string
}

/** What a problem is accepted by: the same place and value, in any file of the instrument and sender. */
export function deviationOf({ rule, variable, heading, value }: Problem): Omit<AcceptedDeviation, 'note'> {
  return {
    rule,
    ...(variable !== undefined ? { variable } : heading !== undefined ? { column: heading } : {}),
    ...(value !== undefined && { value }),
  }
}

/** The acceptance that covers a problem. */
export function acceptanceOf(
  problem: Problem,
  accepted: AcceptedDeviation[] = [],
): AcceptedDeviation | undefined {
  const { rule, variable, column, value } = deviationOf(problem)
  return accepted.find(
    (one) => one.rule === rule && one.variable === variable && one.column === column && one.value === value,
  )
}
