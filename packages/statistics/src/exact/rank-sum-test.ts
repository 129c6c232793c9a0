import { runSteps, type Steps } from '../design/steps.ts'
import type { Result } from '../result.ts'
import type { ExactOptions } from './exact-options.ts'
import type { ExactP } from './exact-p.ts'
import { orderedGroupsTest } from './ordered-groups-test.ts'

/** The rank-sum test; `estimate` is U, the pairs in which the second sample is above the first, ties half. */
export type RankSumTest = Result & ExactP

/**
 * Wilcoxon–Mann–Whitney rank-sum test of two samples, exact with ties: given all values, each way to say which
 * are the first sample is equally likely. `estimate` is U = pairs (a, b) with a > b, ties counting a half, as R's
 * `wilcox.test(a, b)` prints W; `upper` is the chance of a U at least as large. Two-sided by |U - mean of U|, as
 * `coin::wilcox_test`.
 *
 * An empty sample: U = 0 for certain, every p is 1, with a warning. Seeded Monte Carlo if the work is too large.
 *
 * @throws `rank-sum test: expected finite values, found NaN` and as `exactOptions`
 * @example rankSumTest([0.8, 0.83, 1.89], [1.15, 0.88]).estimate // 2
 *
 * Source: Mann and Whitney (1947); with ties Lehmann (1975), Nonparametrics, chapter 1.
 */
export function rankSumTest(
  a: readonly number[],
  b: readonly number[],
  options: ExactOptions = {},
): RankSumTest {
  return runSteps(rankSumTestSteps(a, b, options), options)
}

/** The same in pieces, for `takeSteps`. */
export function* rankSumTestSteps(
  a: readonly number[],
  b: readonly number[],
  options: ExactOptions = {},
): Steps<RankSumTest> {
  // The order of the groups is b, a, so that S grows with U = pairs in which a is above.
  const { tails, s } = yield* orderedGroupsTest('rank-sum test', [b, a], options)
  return {
    ...tails,
    estimate: (s + a.length * b.length) / 2,
    n: a.length + b.length,
    method: 'Wilcoxon–Mann–Whitney rank-sum test, given all values',
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: a.length > 0 && b.length > 0 ? [] : [{ code: 'empty-group' }],
  }
}
