import { chiSquareTail, normalTwoSided } from '../distributions.ts'
import type { PValue } from '../result.ts'

/** A test statistic that is χ² distributed in large samples. */
export type ChiSquareTest = { statistic: number; df: number; p: PValue }

/** An estimate over its standard error. */
export type WaldTest = { z: number; p: PValue }

/** A χ² test; nothing if there is nothing to test (df = 0). What differs from zero only by rounding is zero. */
export function chiSquareTest(statistic: number, df: number, method: string): ChiSquareTest | undefined {
  if (!(df > 0) || !Number.isFinite(statistic)) return undefined
  const at = statistic < 1e-10 ? 0 : statistic
  return { statistic: at, df, p: { p: chiSquareTail(at, df), method, alternative: 'two-sided' } }
}

/** The Wald test of one estimate against zero; nothing without a standard error. */
export function waldTest(estimate: number, se: number): WaldTest | undefined {
  if (!(se > 0 && se < Infinity)) return undefined
  const z = estimate / se
  return { z, p: { p: normalTwoSided(z), method: 'Wald, normal approximation', alternative: 'two-sided' } }
}
