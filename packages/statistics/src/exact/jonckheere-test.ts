import { runSteps, type Steps } from '../design/steps.ts'
import { normalTwoSided } from '../distributions.ts'
import type { PValue, Result } from '../result.ts'
import { kendallS } from '../tables/kendall-s.ts'
import type { ExactOptions } from './exact-options.ts'
import type { ExactP } from './exact-p.ts'
import { orderedGroupsTest } from './ordered-groups-test.ts'

/** Jonckheere–Terpstra test; `estimate` is J, with the normal approximation beside the exact p-values. */
export type JonckheereTest = Result & ExactP & { z: number | undefined; pNormal: PValue | undefined }

/**
 * Jonckheere–Terpstra test that values rise (or fall) along ordered groups: J = pairs of observations from two
 * groups in which the later group has the larger value, ties a half. Exact with ties: given all values, each way
 * to deal them out to the groups is equally likely; `upper` is the chance of a J at least as large, two-sided by
 * |J - mean of J|.
 *
 * Empty groups change nothing. Fewer than two groups with values: every p is 1, with the warning `one-category`.
 * Seeded Monte Carlo if the work is too large.
 *
 * @param groups the values of each group, groups in their order
 * @throws `jonckheere test: expected finite values, found NaN` and as `exactOptions`
 * @example jonckheereTest([[1, 2], [2, 3], [4, 5]]).estimate // 11.5
 *
 * Source: Terpstra (1952); Jonckheere (1954); variance with ties Kendall (1970), chapter 4.
 */
export function jonckheereTest(
  groups: readonly (readonly number[])[],
  options: ExactOptions = {},
): JonckheereTest {
  return runSteps(jonckheereTestSteps(groups, options), options)
}

/** The same in pieces, for `takeSteps`. */
export function* jonckheereTestSteps(
  groups: readonly (readonly number[])[],
  options: ExactOptions = {},
): Steps<JonckheereTest> {
  const { tails, s, counts } = yield* orderedGroupsTest('jonckheere test', groups, options)
  const sizes = groups.map((group) => group.length)
  const n = sizes.reduce((sum, size) => sum + size, 0)
  const pairs = (n * n - sizes.reduce((sum, size) => sum + size * size, 0)) / 2
  const { z } = kendallS(counts)
  return {
    ...tails,
    estimate: (s + pairs) / 2,
    n,
    z,
    pNormal:
      z === undefined
        ? undefined
        : {
            p: normalTwoSided(z),
            method: 'normal approximation with the variance for ties',
            alternative: 'two-sided',
          },
    method: 'Jonckheere–Terpstra test, given all values',
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: counts.length > 1 ? [] : [{ code: 'one-category' }],
  }
}
