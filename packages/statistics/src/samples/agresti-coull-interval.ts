import { confidenceLevel } from '../confidence-level.ts'
import { normalQuantile } from '../distributions.ts'
import type { Interval } from '../result.ts'

/**
 * Agresti and Coull's interval: Wald's, after adding z²/2 successes and z²/2 failures. It is not cut at 0 and 1,
 * as it is printed elsewhere; Wilson's, with the same middle, never leaves them. None if n = 0.
 *
 * @example agrestiCoullInterval(5, 7, 0.95) // 0.352 to 0.924
 * @see Agresti and Coull 1998, The American Statistician 52, 119–126
 */
export function agrestiCoullInterval(successes: number, n: number, level: number): Interval | undefined {
  const z = normalQuantile((1 + confidenceLevel(level)) / 2)
  if (!(n > 0)) return undefined
  const share = (successes + z ** 2 / 2) / (n + z ** 2)
  const reach = z * Math.sqrt((share * (1 - share)) / (n + z ** 2))
  return { level, lower: share - reach, upper: share + reach, method: 'Agresti–Coull' }
}
