import { runSteps, type Steps } from '../design/steps.ts'
import type { Result } from '../result.ts'
import { seededRandom } from '../seeded-random.ts'
import { type ExactOptions, exactOptions } from './exact-options.ts'
import { type ExactP, type Tails, exactP } from './exact-p.ts'
import { signPatternTails } from './sign-pattern-tails.ts'
import { monteCarloTails } from './monte-carlo-tails.ts'
import { signedRankDistribution, signedRankWork } from './signed-rank-distribution.ts'
import { tailsOf } from './spaced-distribution.ts'

/** A sign-flip test; `estimate` is the sum of the values. */
export type SignFlipTest = Result & ExactP

/**
 * Fisher's randomisation test of paired differences: given their sizes, each sign pattern is equally likely. The
 * statistic is the sum (equivalently the mean) of the values; two-sided by |sum|. With signed ranks as values it
 * is Wilcoxon's signed-rank test. Zeros stay and change nothing. No values: every p is 1.
 *
 * Exact by counting sums where the values are whole multiples of a common step, by listing both halves of the
 * patterns otherwise (up to about 40 values), else by seeded Monte Carlo.
 *
 * @throws `sign-flip test: expected finite values, found NaN` and as `exactOptions`
 * @example signFlipTest([5, 1, 0, -13, 3, 2, 2]).twoSided.p // 1
 *
 * Source: Fisher (1935), The Design of Experiments, section 21.
 */
export function signFlipTest(values: readonly number[], options: ExactOptions = {}): SignFlipTest {
  return runSteps(signFlipTestSteps(values, options), options)
}

/** The same in pieces, for `takeSteps`. */
export function* signFlipTestSteps(
  values: readonly number[],
  options: ExactOptions = {},
): Steps<SignFlipTest> {
  const bad = values.find((value) => !Number.isFinite(value))
  if (bad !== undefined) throw new RangeError(`sign-flip test: expected finite values, found ${bad}`)
  const { workLimit, draws, seed } = exactOptions(options, values.length)
  const sizes = values.filter((value) => value !== 0).map(Math.abs)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const observed = values.reduce((sum, value) => sum + value, 0)
  const slack = 1e-9 * total
  const exact = exactTails(sizes, observed, total, workLimit)
  let tails = exact
  if (!tails) {
    const random = seededRandom(seed)
    const draw = () => sizes.reduce((sum, size) => sum + (random.uniform() < 0.5 ? size : -size), 0)
    tails = yield* monteCarloTails(draw, observed, 0, draws, slack)
  }
  return {
    ...exactP(tails, 'sign-flip test of the sum', exact ? undefined : { draws, seed }),
    estimate: observed,
    n: values.length,
    method: 'sign-flip test of the sum, given the sizes of the differences',
    assumptions: [
      { code: 'independent-observations', met: undefined },
      { code: 'symmetric-differences', met: undefined },
    ],
    warnings: sizes.length > 0 ? [] : [{ code: 'no-untied-pairs' }],
  }
}

function exactTails(sizes: number[], observed: number, total: number, workLimit: number): Tails | undefined {
  const scale = [1, 2, 4, 10, 100, 1000, 10000].find((by) => sizes.every((size) => isWhole(size * by)))
  if (scale !== undefined) {
    const whole = sizes.map((size) => Math.round(size * scale))
    if (signedRankWork(whole) <= workLimit) {
      // The sum of the positive ones is (sum + total of sizes) / 2: one test is the other.
      const positive = Math.round((observed + total) * scale) / 2
      return tailsOf(signedRankDistribution(whole), positive, (total * scale) / 2)
    }
  }
  const half = Math.ceil(sizes.length / 2)
  // Sorting 2^half sums twice; the factor is measured.
  return half <= 26 && 2 ** half * half * 4 <= workLimit ? signPatternTails(sizes, observed) : undefined
}

function isWhole(value: number): boolean {
  return value < 1e9 && Math.abs(value - Math.round(value)) <= 1e-9 * Math.max(1, value)
}
