import { confidenceLevel } from '../confidence-level.ts'
import { betaQuantile } from '../distributions.ts'
import type { Interval } from '../result.ts'

/**
 * The equal-tailed posterior interval of a share under Jeffreys' prior, with 0 and 1 as limits when no or all
 * units are successes. None if n = 0.
 *
 * @example jeffreysInterval(5, 7, 0.95) // 0.352 to 0.935
 * @see Brown, Cai and DasGupta 2001, Statistical Science 16, section 4.1.2
 */
export function jeffreysInterval(successes: number, n: number, level: number): Interval | undefined {
  const tail = (1 - confidenceLevel(level)) / 2
  if (!(n > 0)) return undefined
  return {
    level,
    lower: successes <= 0 ? 0 : betaQuantile(tail, successes + 0.5, n - successes + 0.5),
    upper: successes >= n ? 1 : 1 - betaQuantile(tail, n - successes + 0.5, successes + 0.5),
    method: 'Jeffreys (Bayesian, prior beta(½, ½))',
  }
}
