import { confidenceLevel } from './confidence-level.ts'
import { tQuantile } from './distributions.ts'
import type { Interval } from './result.ts'

/**
 * An interval for a coefficient between -1 and 1 whose standard error is known: on Fisher's scale, with t on
 * `df` degrees of freedom, and back. It never leaves (-1, 1). Simulated at level 0.95 it covered Spearman's
 * rho, tau-b and gamma (n = 10, 24, 60; ρ = 0, 0.5, 0.8; continuous, 3 × 3, 5 × 5; df = n - 2) in 92–98 % of the
 * samples, where estimate ± 1.96 errors covered them in 81–94 %; agreement (24 and 60 units, categories of
 * 25 % or more, df = n - 1) in 94–99 %. None if the error is 0 or missing, the estimate ±1, or df < 1.
 *
 * @see Fisher 1921; Fieller, Hartley and Pearson 1957 for rank correlations
 */
export function fisherZInterval(
  estimate: number,
  standardError: number | undefined,
  df: number,
  level: number,
): Interval | undefined {
  confidenceLevel(level)
  const span = (1 - estimate) * (1 + estimate)
  if (!standardError || !(span > 0) || !(df >= 1)) return undefined
  const reach = (tQuantile((1 + level) / 2, df) * standardError) / span
  return {
    level,
    lower: Math.tanh(Math.atanh(estimate) - reach),
    upper: Math.tanh(Math.atanh(estimate) + reach),
    method: `Fisher z, error not assuming independence, t on ${df} df`,
  }
}
