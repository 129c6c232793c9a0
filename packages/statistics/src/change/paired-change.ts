import { confidenceLevel } from '../confidence-level.ts'
import { tTwoSided } from '../distributions.ts'
import type { ExactOptions } from '../exact/exact-options.ts'
import { type SignFlipTest, signFlipTest } from '../exact/sign-flip-test.ts'
import { type SignTest, signTest } from '../exact/sign-test.ts'
import type { Assumption, PValue } from '../result.ts'
import { type Mean, mean } from '../samples/mean.ts'
import { type Measured, measurements } from '../samples/measurements.ts'
import { type Median, median } from '../samples/median.ts'
import { type HodgesLehmannChange, hodgesLehmannChange } from './hodges-lehmann-change.ts'
import { type SignedRankTest, signedRankTest } from './signed-rank-test.ts'
import { type StandardisedChange, standardisedChange } from './standardised-change.ts'

/** Changes of the same units, from the plainest question (which way?) to the most demanding (how much on average?). */
export type PairedChange = {
  n: number
  missing: number
  sum: number
  positive: number
  zero: number
  negative: number
  /** Which way: exact, supposes nothing. */
  sign: SignTest
  median: Median
  /** How much: supposes that changes lie symmetrically about their middle. */
  wilcoxon: SignedRankTest
  wilcoxonPratt: SignedRankTest
  hodgesLehmann: HodgesLehmannChange
  /** Randomisation test of the mean: signs could as well have been the other way. */
  signFlip: SignFlipTest
  /** The mean with t: `honest` says whether the changes look as if t may be used at all. */
  mean: Mean
  t: {
    t: number | undefined
    df: number
    pValue: PValue | undefined
    honest: boolean
    assumptions: Assumption[]
  }
  standardised: StandardisedChange
}

/**
 * Describes and tests paired differences (after less before, or turned so that positive = improvement).
 *
 * Missing changes are left out and counted. Undefined where 0/0: t and d_z with fewer than two changes or
 * none that differ, the rank correlation without a change. n = 0 leaves only counts and p-values of 1.
 *
 * @param changes one per unit; `changeScores(before, after)` makes them
 * @param options.level confidence level, 0.95 unless given; workLimit, draws, seed as in `signFlipTest`
 * @throws as `measurements`; `invalid confidence level; not in (0, 1): 95`
 * @example pairedChange([5, 1, 0, -13, 3, 2, 2]).sign.twoSided.p // 0.21875
 * @see Dixon and Mood 1946; Wilcoxon 1945; Pratt 1959; Hodges and Lehmann 1963; Fisher 1935; Student 1908
 */
export function pairedChange(
  changes: readonly Measured[],
  { level = 0.95, ...options }: ExactOptions & { level?: number } = {},
): PairedChange {
  confidenceLevel(level)
  const { present, missing } = measurements(changes)
  const positive = present.filter((change) => change > 0).length
  const negative = present.filter((change) => change < 0).length
  const zero = present.length - positive - negative
  const average = mean(changes, { level })
  // Three tests may have to draw: fewer draws each, so that a thousand changes still take well under a second.
  const exact = {
    draws: Math.max(2000, Math.min(100_000, Math.floor(5e6 / (present.length + 1)))),
    ...options,
  }
  return {
    n: present.length,
    missing,
    sum: present.reduce((sum, change) => sum + change, 0),
    positive,
    zero,
    negative,
    sign: signTest({ positive, zero, negative }),
    median: median(changes, { level }),
    wilcoxon: signedRankTest(changes, exact),
    wilcoxonPratt: signedRankTest(changes, { ...exact, zeros: 'pratt' }),
    hodgesLehmann: hodgesLehmannChange(changes, { level }),
    signFlip: signFlipTest(Array.from(present), exact),
    mean: average,
    t: studentT(average, present),
    standardised: standardisedChange(changes, { level }),
  }
}

/**
 * After less before for each unit, missing where either is; positive = more.
 *
 * @throws `changes: expected as many before as after, found 3 and 4`
 * @example changeScores([5, null, 3], [2, 4, 4]) // [-3, undefined, 1]
 */
export function changeScores(
  before: readonly Measured[],
  after: readonly Measured[],
): (number | undefined)[] {
  if (before.length !== after.length)
    throw new RangeError(
      `changes: expected as many before as after, found ${before.length} and ${after.length}`,
    )
  return before.map((first, i) => {
    const change = (after[i] ?? NaN) - (first ?? NaN)
    return Number.isNaN(change) ? undefined : change
  })
}

function studentT({ estimate, standardError, n }: Mean, changes: Float64Array): PairedChange['t'] {
  const df = Math.max(0, n - 1)
  const t = standardError ? estimate! / standardError : undefined
  const normal = looksNormal(changes, estimate ?? 0)
  return {
    t,
    df,
    pValue:
      t === undefined
        ? undefined
        : { p: tTwoSided(t, df), method: `t test on ${df} df`, alternative: 'two-sided' },
    honest: t !== undefined && normal,
    assumptions: [
      { code: 'independent-observations', met: undefined },
      { code: 'normal-differences', met: normal, values: { n } },
    ],
  }
}

/**
 * A rough guard, not a test of normality: at least five values; skewness within two of its standard errors; and
 * no value further from the median than five times the middle deviation (which is 3.4 standard deviations). From 100
 * values on the mean is close enough to normal that only the skewness is held against 1.
 */
function looksNormal(changes: Float64Array, average: number): boolean {
  const n = changes.length
  if (n < 5) return false
  const moment = (power: number): number =>
    changes.reduce((sum, change) => sum + (change - average) ** power, 0) / n
  const skewness = Math.abs(moment(3) / moment(2) ** 1.5)
  if (n >= 100) return skewness < 1
  const middle = median(Array.from(changes)).estimate!
  const deviations = Array.from(changes, (change) => Math.abs(change - middle))
  const typical = median(deviations).estimate!
  const expected = Math.sqrt((6 * n * (n - 1)) / ((n - 2) * (n + 1) * (n + 3)))
  return skewness < 2 * expected && typical > 0 && Math.max(...deviations) <= 5 * typical
}
