import type { MissingReason } from './missing.ts'
import type { Severity } from './problem.ts'
import type { Text } from './text.ts'

/** What is asked of one variable of a row: one of some categories, or all that is said here. */
export type RowCondition =
  | string[]
  | {
      /** A number, both ends included. */
      min?: number
      max?: number
      /** Not below, or not above, another number or day of the row; holds where either is missing. */
      atLeast?: string
      atMost?: string
      /** Is it there at all? */
      answered?: boolean
      /** Missing for one of these reasons. */
      missing?: MissingReason[]
    }

/**
 * What must hold within a row of one unit: where all of `when` holds, all of `then` must; without `then`, `when` must not
 * hold at all. A combination that cannot be, as the codebook states it.
 *
 * @example {id: 'ratio-needs-children', note: {…}, when: {enrolled: {max: 0}}, then: {staff_ratio: {answered: false}}}
 */
export type RowRule = {
  id: string
  note: Text
  /** `warns` if left out. */
  severity?: Severity
  when: Record<string, RowCondition>
  then?: Record<string, RowCondition>
}

/** The variables a rule speaks of, each once. */
export function variablesOfRule({ when, then = {} }: RowRule): string[] {
  const parts = [...Object.entries(when), ...Object.entries(then)]
  return [...new Set(parts.flatMap(([variable, condition]) => [variable, ...othersIn(condition)]))]
}

function othersIn(condition: RowCondition): string[] {
  return Array.isArray(condition) ? [] : [condition.atLeast ?? [], condition.atMost ?? []].flat()
}
