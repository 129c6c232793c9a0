import type { MissingReason } from './missing.ts'
import type { Severity } from './problem.ts'
import type { Text } from './text.ts'

/** What must hold of a study's tables, as `checks.yaml` says it; a failed one that `stops` keeps an edition from going live. */
export type StudyCheck = {
  id: string
  severity: Severity
  /** Why it must hold. */
  note: Text
  /** Its line in `checks.yaml`. */
  row: number
} & CheckRule
export type CheckRule = UniqueRule | ReferenceRule | RangeRule | ShareRule | SumRule | ShiftRule | SqlRule
export type CheckKind = CheckRule['kind']

/** No two rows (of a round) have the same values of these variables of one unit; rows that lack one are left out. */
export type UniqueRule = { kind: 'unique'; variables: string[] }
/** Every value of one variable is a value of another. */
export type ReferenceRule = { kind: 'reference'; variable: string; to: string }
/** Every value lies within limits, both of which belong to them. */
export type RangeRule = { kind: 'range'; variable: string; min?: number; max?: number }
/** The share of rows (of each round) in some categories, or missing for some reasons, lies within limits. */
export type ShareRule = {
  kind: 'share'
  variable: string
  categories?: string[]
  missing?: MissingReason[]
  min?: number
  max?: number
}
/** The sum of a number, or the count of rows, is a published cell's number, or the one given here. */
export type SumRule = {
  kind: 'sum'
  /** The unit whose rows are counted, if there is no variable. */
  unit?: string
  variable?: string
  /** Rows in these categories only. */
  where?: Record<string, string[]>
  round?: string
  /** `table/category/…/measure`, as in claims. */
  published?: string
  equals?: number
  /** How far off it may be; half a unit of the last printed digit if left out, nothing for `equals`. */
  tolerance?: number
}
/**
 * The distribution has not moved further from that of the round before than a limit between 0 and 1:
 * `total_variation`, half the sum of the differences between shares, or `kolmogorov_smirnov`, the largest difference
 * between cumulated shares (Kolmogorov 1933, Smirnov 1948).
 */
export type ShiftRule = {
  kind: 'shift'
  variable: string
  statistic: 'total_variation' | 'kolmogorov_smirnov'
  max: number
}
/** One SELECT in a file of the study that gives the rows which break the rule. It sees what a derived `sql` file sees. */
export type SqlRule = { kind: 'sql'; file: string; inputs: string[] }

/** What a check found; `passed` is null where it could not be judged, such as a shift in a first round. */
export type CheckResult = {
  study: string
  check: string
  kind: CheckKind
  severity: Severity
  /** The round that was judged, where each is judged by itself. */
  round: string | null
  passed: boolean | null
  /** A count of rows that break the rule, a share, a sum or a distance. */
  found: number | null
  /** What it may be, both ends included; an end that is open is null. */
  least: number | null
  most: number | null
  unit: string | null
  variable: string | null
  /** The first lines that break the rule in the unit's file, at most twenty. */
  lines: number[]
}

export const checkResultColumns: Record<keyof CheckResult, string> = {
  study: 'VARCHAR',
  check: 'VARCHAR',
  kind: 'VARCHAR',
  severity: 'VARCHAR',
  round: 'VARCHAR',
  passed: 'BOOLEAN',
  found: 'DOUBLE',
  least: 'DOUBLE',
  most: 'DOUBLE',
  unit: 'VARCHAR',
  variable: 'VARCHAR',
  lines: 'BIGINT[]',
}

/** The variables a check reads, each once. */
export function variablesOfCheck(check: CheckRule): string[] {
  switch (check.kind) {
    case 'unique':
      return check.variables
    case 'reference':
      return [check.variable, check.to]
    case 'sum':
      return [...(check.variable === undefined ? [] : [check.variable]), ...Object.keys(check.where ?? {})]
    case 'sql':
      return check.inputs
    default:
      return [check.variable]
  }
}
