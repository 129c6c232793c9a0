import { chiSquareTail } from '../distributions.ts'
import type { PValue, Result } from '../result.ts'
import type { ExactP } from './exact-p.ts'
import { signTest } from './sign-test.ts'

/**
 * McNemar's test; `estimate` is the odds first-only / second-only. `pValue` is by χ², `corrected` by χ² with
 * continuity correction, the rest exact and mid-p.
 */
export type McnemarTest = Result &
  ExactP & {
    statistic: number | undefined
    pValue: PValue | undefined
    corrected: { statistic: number | undefined; pValue: PValue | undefined }
  }

/**
 * McNemar's test of a change between two yes/no answers of the same people, from the two counts that changed:
 * given b + c, b is binomial with chance ½. The exact p is conservative; mid-p is not (Fagerland, Lydersen and
 * Laake 2013).
 *
 * With b + c = 0 χ² is 0/0 and undefined and every exact p is 1. With b = c no correction is made, as in R.
 *
 * @param b first only, e.g. yes before and no after
 * @param c second only
 * @param unchanged how many answered alike; only `n` depends on it
 * @throws `sign test: expected whole counts of 0 or more, found -1`
 * @example mcnemarTest(150, 86) // statistic 17.356, twoSided.p 3.716e-5, midTwoSided.p 2.893e-5
 *
 * Source: McNemar (1947); Edwards (1948) for the correction; exact Dixon and Mood (1946).
 */
export function mcnemarTest(b: number, c: number, unchanged = 0): McnemarTest {
  const exact = signTest({ positive: b, negative: c, zero: unchanged })
  const changed = b + c
  const difference = Math.abs(b - c)
  return {
    ...withoutSignCounts(exact),
    estimate: c > 0 ? b / c : undefined,
    method: "McNemar's test, given the number that changed",
    ...chiSquareOf(difference, changed, "McNemar's χ² approximation"),
    corrected: chiSquareOf(
      Math.max(0, difference - 1),
      changed,
      "McNemar's χ² approximation, continuity corrected",
    ),
    warnings: changed === 0 ? [{ code: 'no-change' }] : c === 0 ? [{ code: 'odds-infinite' }] : [],
  }
}

function chiSquareOf(difference: number, changed: number, method: string) {
  if (changed === 0) return { statistic: undefined, pValue: undefined }
  const statistic = difference ** 2 / changed
  const pValue: PValue = { p: chiSquareTail(statistic, 1), method, alternative: 'two-sided' }
  return { statistic, pValue }
}

function withoutSignCounts({
  positive: _b,
  negative: _c,
  zero: _same,
  ...rest
}: ReturnType<typeof signTest>) {
  return rest
}
