import { confidenceLevel } from '../confidence-level.ts'
import { normalTwoSided } from '../distributions.ts'
import { type RankSumTest, rankSumTest } from '../exact/rank-sum-test.ts'
import type { PValue } from '../result.ts'
import { type CliffsDelta, cliffsDelta } from './cliffs-delta.ts'
import { type HodgesLehmannShift, hodgesLehmannShift } from './hodges-lehmann-shift.ts'
import { type Measured, measurements } from './measurements.ts'
import { type Median, median } from './median.ts'
import { denseRanks } from './ranks.ts'
import { type WelchTest, welchTest } from './welch-test.ts'

/** Two independent samples of one numeric or ordered variable, side by side. */
export type TwoSample = {
  n: { first: number; second: number }
  missing: { first: number; second: number }
  medians: { first: Median; second: Median }
  /** Effect sizes: as a chance and as a shift. */
  cliffsDelta: CliffsDelta
  shift: HodgesLehmannShift
  /** U of the first sample, exact or by Monte Carlo, and the normal approximations with the variance for ties. */
  rankSum: RankSumTest & { pNormal: PValue | undefined; pNormalContinuity: PValue | undefined }
  welch: WelchTest
}

/**
 * Compares two independent samples: how often and by how much the first is above the second, the rank-sum test
 * in three ways (permutation, normal, normal with continuity correction) and Welch's t.
 *
 * Ties are allowed everywhere. An empty sample or values that are all the same leave undefined what is 0/0. Very
 * large samples (over 10⁵ values) should be compared with `cliffsDelta` and `welchTest`, which do not permute.
 *
 * @param options.workLimit, draws, seed as in `rankSumTest`
 * @throws as `measurements`; `invalid confidence level; not in (0, 1): 95`
 * @example twoSample([0.8, 0.83, 1.89], [1.15, 0.88, 0.9]).rankSum.estimate // 3
 * @see Mann and Whitney 1947; Lehmann 1975, section 1.4 (ties); Cliff 1993; Hodges and Lehmann 1963; Welch 1947
 */
export function twoSample(
  a: readonly Measured[],
  b: readonly Measured[],
  { level = 0.95, ...exact }: { level?: number; workLimit?: number; draws?: number; seed?: number } = {},
): TwoSample {
  confidenceLevel(level)
  const first = measurements(a)
  const second = measurements(b)
  const rankSum = rankSumTest(Array.from(first.present), Array.from(second.present), exact)
  return {
    n: { first: first.present.length, second: second.present.length },
    missing: { first: first.missing, second: second.missing },
    medians: { first: median(a, { level }), second: median(b, { level }) },
    cliffsDelta: cliffsDelta(a, b, { level }),
    shift: hodgesLehmannShift(a, b, { level }),
    rankSum: { ...rankSum, ...normalP(rankSum.estimate, first.present, second.present) },
    welch: welchTest(a, b, { level }),
  }
}

function normalP(
  u: number | undefined,
  a: Float64Array,
  b: Float64Array,
): { pNormal: PValue | undefined; pNormalContinuity: PValue | undefined } {
  const [m, n, total] = [a.length, b.length, a.length + b.length]
  const { sizes } = denseRanks(joined(a, b))
  const ties = sizes.reduce((sum, size) => sum + size ** 3 - size, 0)
  const variance = ((m * n) / 12) * (total + 1 - ties / (total * (total - 1)))
  if (u === undefined || !(variance > 1e-12)) return { pNormal: undefined, pNormalContinuity: undefined }
  const away = Math.abs(u - (m * n) / 2)
  const p = (distance: number, method: string): PValue => ({
    p: normalTwoSided(distance / Math.sqrt(variance)),
    method,
    alternative: 'two-sided',
  })
  return {
    pNormal: p(away, 'normal approximation with the variance for ties'),
    pNormalContinuity: p(Math.max(0, away - 0.5), 'normal approximation with continuity correction'),
  }
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
