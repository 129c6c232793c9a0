import { confidenceLevel } from '../confidence-level.ts'
import { noncentralTShift } from '../noncentral-t.ts'
import type { Interval, Result } from '../result.ts'
import { mean } from '../samples/mean.ts'
import type { Measured } from '../samples/measurements.ts'

/** The mean change in standard deviations of the changes; `hedges` is corrected for small samples. */
export type StandardisedChange = Result & { hedges: number | undefined; interval: Interval | undefined }

/**
 * Cohen's d_z, the mean of the changes over their standard deviation, with the exact interval of the noncentral t
 * distribution (which supposes normal changes) and Hedges' correction 1 - 3 / (4 df - 1). Not to be compared
 * with a d between groups: it grows when before and after go closely together.
 *
 * Undefined with fewer than two changes or if all changes are the same (0/0 or infinite).
 *
 * @throws as `mean`; `invalid confidence level; not in (0, 1): 95`
 * @example standardisedChange([2, 2, 1, -4, 0, 0, 0]).estimate // 0.0702
 * @see Cohen 1988, section 2.3.5; Hedges 1981, eq. 6e; Cumming and Finch 2001 (noncentral t interval)
 */
export function standardisedChange(
  changes: readonly Measured[],
  { level = 0.95 }: { level?: number } = {},
): StandardisedChange {
  confidenceLevel(level)
  const { estimate: average, standardDeviation, n } = mean(changes)
  const base = {
    n,
    method: "Cohen's d_z of the changes",
    assumptions: [
      { code: 'independent-observations', met: undefined },
      { code: 'normal-differences', met: undefined },
    ],
  }
  if (!standardDeviation)
    return {
      ...base,
      estimate: undefined,
      hedges: undefined,
      interval: undefined,
      warnings: [{ code: 'undefined-zero-over-zero', values: { statistic: 'd_z' } }],
    }
  const estimate = average! / standardDeviation
  const t = estimate * Math.sqrt(n)
  const limit = (p: number): number => noncentralTShift(p, t, n - 1) / Math.sqrt(n)
  return {
    ...base,
    estimate,
    hedges: estimate * (1 - 3 / (4 * (n - 1) - 1)),
    interval: {
      level,
      lower: limit((1 + level) / 2),
      upper: limit((1 - level) / 2),
      method: `noncentral t on ${n - 1} df`,
    },
    warnings: [],
  }
}
