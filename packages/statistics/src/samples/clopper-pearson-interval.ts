import { confidenceLevel } from '../confidence-level.ts'
import { betaQuantile } from '../distributions.ts'
import type { Interval } from '../result.ts'

/**
 * The exact binomial interval: the shares for which neither this many successes or more, nor this many or fewer,
 * is rarer than half of 1 - level. It covers at least as often as it says. None if n = 0. Fractional counts
 * (an effective n) are allowed through the beta distribution (Korn and Graubard 1998).
 *
 * @example clopperPearsonInterval(5, 7, 0.95) // 0.290 to 0.963
 * @see Clopper and Pearson 1934
 */
export function clopperPearsonInterval(successes: number, n: number, level: number): Interval | undefined {
  const tail = (1 - confidenceLevel(level)) / 2
  if (!(n > 0)) return undefined
  return {
    level,
    lower: successes <= 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    upper: successes >= n ? 1 : 1 - betaQuantile(tail, n - successes, successes + 1),
    method: 'Clopper–Pearson (exact)',
  }
}
