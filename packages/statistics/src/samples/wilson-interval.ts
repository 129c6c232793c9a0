import { confidenceLevel } from '../confidence-level.ts'
import { normalQuantile } from '../distributions.ts'
import type { Interval } from '../result.ts'

/**
 * Wilson's score interval for a share: the shares a z-test would not reject. Fractional counts and an effective
 * n are allowed. None if n = 0.
 *
 * @example wilsonInterval(5, 7, 0.95) // 0.359 to 0.918
 * @see Wilson 1927; Newcombe 1998, Statistics in Medicine 17, 857–872, method 3
 */
export function wilsonInterval(successes: number, n: number, level: number): Interval | undefined {
  const z = normalQuantile((1 + confidenceLevel(level)) / 2)
  if (!(n > 0)) return undefined
  const share = successes / n
  const middle = share + z ** 2 / (2 * n)
  const reach = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))
  const scale = 1 + z ** 2 / n
  return {
    level,
    lower: successes <= 0 ? 0 : (middle - reach) / scale,
    upper: successes >= n ? 1 : (middle + reach) / scale,
    method: 'Wilson score',
  }
}
