import { confidenceLevel } from '../confidence-level.ts'
import { tQuantile, tTwoSided } from '../distributions.ts'
import type { Interval, PValue, Result, Warning } from '../result.ts'
import { mean } from './mean.ts'
import type { Measured } from './measurements.ts'

/** The difference of two means, first less second, that supposes nothing about the variances. */
export type WelchTest = Result & {
  standardError: number | undefined
  interval: Interval | undefined
  t: number | undefined
  df: number | undefined
  pValue: PValue | undefined
  missing: number
}

/**
 * Welch's t test and interval for the difference of the means of two independent samples.
 *
 * The difference is undefined if a sample is empty; t, df, p and interval also if a sample has one value or neither
 * varies (0/0).
 *
 * @throws as `mean`
 * @example welchTest([2, 4, 9], [1, 3]).estimate // 3
 * @see Welch 1947, Biometrika 34, 28–35
 */
export function welchTest(
  a: readonly Measured[],
  b: readonly Measured[],
  { level = 0.95 }: { level?: number } = {},
): WelchTest {
  confidenceLevel(level)
  const first = mean(a)
  const second = mean(b)
  const nonEmpty = first.n > 0 && second.n > 0
  const [va, vb] = [(first.standardError ?? NaN) ** 2, (second.standardError ?? NaN) ** 2]
  const standardError = Math.sqrt(va + vb)
  const estimate = nonEmpty ? first.estimate! - second.estimate! : undefined
  const base = {
    estimate,
    n: first.n + second.n,
    missing: first.missing + second.missing,
    method: 'difference of means, Welch',
    assumptions: [
      { code: 'independent-observations', met: undefined },
      { code: 'normal-mean', met: undefined },
    ],
  }
  if (!(standardError > 0)) {
    const warnings: Warning[] = [
      nonEmpty
        ? { code: 'undefined-zero-over-zero', values: { statistic: 'Welch t' } }
        : { code: 'empty-group' },
    ]
    const none = undefined
    return { ...base, standardError: none, interval: none, t: none, df: none, pValue: none, warnings }
  }
  const t = estimate! / standardError
  const df = (va + vb) ** 2 / (va ** 2 / (first.n - 1) + vb ** 2 / (second.n - 1))
  const reach = tQuantile((1 + level) / 2, df) * standardError
  return {
    ...base,
    standardError,
    interval: { level, lower: estimate! - reach, upper: estimate! + reach, method: 'Welch t' },
    t,
    df,
    pValue: { p: tTwoSided(t, df), method: 'Welch t test', alternative: 'two-sided' },
    warnings: [],
  }
}
