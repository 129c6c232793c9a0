import { confidenceLevel } from '../confidence-level.ts'
import { normalQuantile } from '../distributions.ts'
import { signedRankDistribution } from '../exact/signed-rank-distribution.ts'
import type { Interval, Result, Warning } from '../result.ts'
import { type Measured, measurements } from '../samples/measurements.ts'
import { middleOfSums, orderedSum, walshSums } from '../samples/middle-of-sums.ts'

/** The typical change. */
export type HodgesLehmannChange = Result & { interval: Interval | undefined; missing: number }

/**
 * The median of the means of all pairs of changes, each with itself too (the pseudo-median), with the interval of
 * shifts that the signed-rank test does not reject: exact up to 200 changes, normal above. Zeros and ties stay; then
 * the interval covers at least as often as it says, since its ends belong to it.
 *
 * Undefined without changes. No interval at level 0.95 below six changes (`too-few-for-level`).
 *
 * @throws as `measurements`; `invalid confidence level; not in (0, 1): 95`
 * @example hodgesLehmannChange([5, 1, 0, -13, 3, 2, 2]).estimate // 1.5
 * @see Hodges and Lehmann 1963; Tukey 1949 (interval); Hollander, Wolfe and Chicken 2014, sections 3.2–3.3
 */
export function hodgesLehmannChange(
  changes: readonly Measured[],
  { level = 0.95 }: { level?: number } = {},
): HodgesLehmannChange {
  confidenceLevel(level)
  const { present, missing } = measurements(changes)
  const n = present.length
  const base = {
    n,
    missing,
    method: 'Hodges–Lehmann change (pseudo-median)',
    assumptions: [
      { code: 'independent-observations', met: undefined },
      { code: 'symmetric-differences', met: undefined },
    ],
  }
  if (n === 0)
    return { ...base, estimate: undefined, interval: undefined, warnings: [{ code: 'no-observations' }] }
  const sums = walshSums(present)
  const depth = signedRankDepth(n, level)
  const warnings: Warning[] = depth > 0 ? [] : [{ code: 'too-few-for-level', values: { n, level } }]
  return {
    ...base,
    estimate: middleOfSums(sums) / 2,
    interval:
      depth > 0
        ? {
            level,
            lower: orderedSum(sums, depth) / 2,
            upper: orderedSum(sums, sums.total - depth + 1) / 2,
            method:
              n <= exactUpTo ? 'exact signed-rank distribution' : 'normal approximation to the signed ranks',
          }
        : undefined,
    warnings,
  }
}

const exactUpTo = 200

/** The largest d with P(V ≤ d - 1) ≤ (1 - level) / 2. */
function signedRankDepth(n: number, level: number): number {
  const tail = ((1 - level) / 2) * (1 + 1e-12)
  if (n > exactUpTo) {
    const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)
    return Math.max(0, Math.floor((n * (n + 1)) / 4 - normalQuantile((1 + level) / 2) * spread))
  }
  const { chances } = signedRankDistribution(Array.from({ length: n }, (_, i) => i + 1))
  let depth = 0
  for (let below = chances[0]; below <= tail; below += chances[depth]) depth++
  return depth
}
