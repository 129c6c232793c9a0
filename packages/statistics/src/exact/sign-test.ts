import { binomialCdf, binomialTail, logChoose } from '../distributions.ts'
import type { Result } from '../result.ts'
import { type ExactP, exactP } from './exact-p.ts'

/** The sign test; `estimate` is the share of positive among the differences that are not zero. */
export type SignTest = Result & ExactP & { positive: number; negative: number; zero: number }

/**
 * Exact sign test: given the number of differences that are not zero, each is as likely to be positive as
 * negative. `upper` is the chance of at least as many positive ones. Zeros are left out, as in R's `binom.test`
 * on the rest. Without any difference that is not zero every p is 1 and `estimate` is undefined, with a warning.
 * O(1), whatever the counts.
 *
 * @throws `sign test: expected whole counts of 0 or more, found -1`
 * @example signTest({ positive: 7, zero: 2, negative: 0 }).twoSided.p // 0.015625
 *
 * Source: Dixon and Mood (1946); mid-p Lancaster (1961).
 */
export function signTest(counts: { positive: number; negative: number; zero?: number }): SignTest {
  const { positive, negative, zero = 0 } = counts
  for (const count of [positive, negative, zero])
    if (!(Number.isSafeInteger(count) && count >= 0))
      throw new RangeError(`sign test: expected whole counts of 0 or more, found ${count}`)
  const untied = positive + negative
  const at = Math.exp(logChoose(untied, positive) - untied * Math.LN2)
  const tails = {
    above: positive === untied ? 0 : binomialTail(positive + 1, untied, 0.5),
    at,
    below: positive === 0 ? 0 : binomialCdf(positive - 1, untied, 0.5),
  }
  const smaller = Math.min(tails.above, tails.below)
  const balanced = positive === negative
  return {
    ...exactP(
      { ...tails, farther: balanced ? 1 - at : 2 * smaller, asFar: balanced ? at : 2 * at },
      'sign test',
    ),
    estimate: untied > 0 ? positive / untied : undefined,
    n: untied + zero,
    positive,
    negative,
    zero,
    method: 'sign test, zeros left out',
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: untied > 0 ? [] : [{ code: 'no-untied-pairs' }],
  }
}
