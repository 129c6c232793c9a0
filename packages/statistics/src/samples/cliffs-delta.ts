import { confidenceLevel } from '../confidence-level.ts'
import { fisherZInterval } from '../fisher-z-interval.ts'
import type { Interval, Result, Warning } from '../result.ts'
import { type Measured, measurements } from './measurements.ts'
import { pairOrder } from './pair-order.ts'

/** Cliff's delta and what it says as a chance: P(a > b) + ½ P(a = b). */
export type CliffsDelta = Result & {
  standardError: number | undefined
  interval: Interval | undefined
  probabilityOfSuperiority: number | undefined
  /** The same interval on the scale of the chance. */
  superiorityInterval: Interval | undefined
}

/**
 * Cliff's delta: among all pairs of one value from each sample, the share in which the first is larger less
 * the share in which it is smaller. The same number as the rank-biserial correlation of the rank-sum test.
 *
 * Undefined if a sample is empty; no error with fewer than two values in a sample; no interval when the samples do
 * not overlap at all (`no-overlap`). O(n log n).
 *
 * @throws as `measurements`; `invalid confidence level; not in (0, 1): 95`
 * @example cliffsDelta([3, 5, 8], [1, 4]).estimate // 0.667
 * @see Cliff 1993, Psychological Bulletin 114, 494–509; error DeLong, DeLong and Clarke-Pearson 1988
 */
export function cliffsDelta(
  a: readonly Measured[],
  b: readonly Measured[],
  { level = 0.95 }: { level?: number } = {},
): CliffsDelta {
  confidenceLevel(level)
  const first = measurements(a).present
  const second = measurements(b).present
  const [m, n] = [first.length, second.length]
  const base = {
    n: m + n,
    method: "Cliff's delta (rank-biserial correlation)",
    assumptions: [{ code: 'independent-observations', met: undefined }],
  }
  if (m === 0 || n === 0)
    return {
      ...base,
      estimate: undefined,
      standardError: undefined,
      interval: undefined,
      probabilityOfSuperiority: undefined,
      superiorityInterval: undefined,
      warnings: [{ code: 'empty-group' }],
    }
  const sample = Float64Array.from({ length: m + n }, (_, i) => (i < m ? 1 : 0))
  const values = new Float64Array(m + n)
  values.set(first)
  values.set(second, m)
  const { concordant, discordant } = pairOrder(sample, values)
  const lead = concordant.map((up, i) => up - discordant[i])
  const rows = lead.subarray(0, m).map((sum) => sum / n)
  const columns = lead.subarray(m).map((sum) => sum / m)
  const estimate = rows.reduce((sum, row) => sum + row / m, 0)
  const standardError = m > 1 && n > 1 ? Math.sqrt(variance(rows) / m + variance(columns) / n) : undefined
  const interval = fisherZInterval(estimate, standardError, m + n - 2, level)
  const warnings: Warning[] = Math.abs(estimate) > 1 - 1e-12 ? [{ code: 'no-overlap' }] : []
  return {
    ...base,
    estimate,
    standardError,
    interval,
    probabilityOfSuperiority: (estimate + 1) / 2,
    superiorityInterval: interval && {
      ...interval,
      lower: (interval.lower + 1) / 2,
      upper: (interval.upper + 1) / 2,
    },
    warnings,
  }
}

function variance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0)
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
}
