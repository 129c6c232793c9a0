import { confidenceLevel } from '../confidence-level.ts'
import { normalTwoSided } from '../distributions.ts'
import type { ExactOptions } from '../exact/exact-options.ts'
import { type ExactP, exactP } from '../exact/exact-p.ts'
import { rankSumTest } from '../exact/rank-sum-test.ts'
import { tailsOf } from '../exact/spaced-distribution.ts'
import type { PValue, Result } from '../result.ts'
import { type CliffsDelta, cliffsDelta } from './cliffs-delta.ts'
import { type HodgesLehmannShift, hodgesLehmannShift } from './hodges-lehmann-shift.ts'
import { type Measured, measurements } from './measurements.ts'
import { type Median, median } from './median.ts'
import { rankSumChances, rankSumWork } from './rank-sum-chances.ts'
import { denseRanks, midRanks } from './ranks.ts'
import { type WelchTest, welchTest } from './welch-test.ts'

/** Two independent samples of one numeric or ordered variable, side by side. */
export type TwoSample = {
  n: { first: number; second: number }
  missing: { first: number; second: number }
  medians: { first: Median; second: Median }
  /** Effect sizes: as a chance and as a shift. */
  cliffsDelta: CliffsDelta
  shift: HodgesLehmannShift
  rankSum: RankSumComparison
  welch: WelchTest
}

/** The rank-sum test; `estimate` is U of the first sample (pairs in which it is above, ties a half). */
export type RankSumComparison = Result & {
  /** The permutation test, exact or by Monte Carlo; left out for an empty sample or very many values. */
  permutation: ExactP | undefined
  /** By the variance for ties; undefined if all values are the same. */
  pNormal: PValue | undefined
  pNormalContinuity: PValue | undefined
}

/**
 * Compares two independent samples: how often and by how much the first is above the second, the rank-sum test
 * in three ways (permutation, normal, normal with continuity correction) and Welch's t.
 *
 * Ties are allowed everywhere. An empty sample or values that are all the same leave undefined what is 0/0. The
 * permutation p is exact without ties up to about 270 values in a sample, with ties while the work is bounded,
 * then Monte Carlo; from 2,000 values on it is left out, the normal p being as good.
 *
 * @param options.workLimit, draws, seed as in `rankSumTest`
 * @throws as `measurements`; `invalid confidence level; not in (0, 1): 95`
 * @example twoSample([0.8, 0.83, 1.89], [1.15, 0.88, 0.9]).rankSum.estimate // 3
 * @see Mann and Whitney 1947; Lehmann 1975, section 1.4 (ties); Cliff 1993; Hodges and Lehmann 1963; Welch 1947
 */
export function twoSample(
  a: readonly Measured[],
  b: readonly Measured[],
  { level = 0.95, ...exact }: ExactOptions & { level?: number } = {},
): TwoSample {
  confidenceLevel(level)
  const first = measurements(a)
  const second = measurements(b)
  return {
    n: { first: first.present.length, second: second.present.length },
    missing: { first: first.missing, second: second.missing },
    medians: { first: median(a, { level }), second: median(b, { level }) },
    cliffsDelta: cliffsDelta(a, b, { level }),
    shift: hodgesLehmannShift(a, b, { level }),
    rankSum: rankSumComparison(first.present, second.present, exact),
    welch: welchTest(a, b, { level }),
  }
}

function rankSumComparison(a: Float64Array, b: Float64Array, options: ExactOptions): RankSumComparison {
  const [m, n] = [a.length, b.length]
  const total = m + n
  const values = joined(a, b)
  const { sizes } = denseRanks(values)
  const ranks = midRanks(values).subarray(0, m)
  const u = ranks.reduce((sum, rank) => sum + rank, 0) - (m * (m + 1)) / 2
  const ties = sizes.reduce((sum, size) => sum + size ** 3 - size, 0)
  const variance = ((m * n) / 12) * (total + 1 - ties / (total * (total - 1)))
  const away = Math.abs(u - (m * n) / 2)
  const normal = (distance: number, method: string): PValue | undefined =>
    variance > 1e-12
      ? { p: normalTwoSided(distance / Math.sqrt(variance)), method, alternative: 'two-sided' }
      : undefined
  const empty = m === 0 || n === 0
  return {
    estimate: empty ? undefined : u,
    n: total,
    method: 'Wilcoxon–Mann–Whitney rank-sum test',
    permutation: empty ? undefined : permutation(a, b, u, sizes.length < total, options),
    pNormal: normal(away, 'normal approximation with the variance for ties'),
    pNormalContinuity: normal(Math.max(0, away - 0.5), 'normal approximation with continuity correction'),
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: empty ? [{ code: 'empty-group' }] : [],
  }
}

function permutation(
  a: Float64Array,
  b: Float64Array,
  u: number,
  tied: boolean,
  options: ExactOptions,
): ExactP | undefined {
  const [m, n] = [a.length, b.length]
  if (!tied && rankSumWork(m, n) <= (options.workLimit ?? 2e7)) {
    const distribution = { lowest: 0, step: 1, chances: rankSumChances(m, n) }
    return exactP(tailsOf(distribution, u, (m * n) / 2), 'rank-sum test')
  }
  return m + n < 2000 ? rankSumTest(Array.from(a), Array.from(b), options) : undefined
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
