import { confidenceLevel } from '../confidence-level.ts'
import { normalQuantile } from '../distributions.ts'
import type { Interval } from '../result.ts'

/**
 * Wilson's score interval for a share: the shares a z-test would not reject. With `continuity` the z-test is
 * corrected for continuity, which makes it about as wide as the exact interval. Fractional counts and an
 * effective n are allowed. None if n = 0.
 *
 * @example wilsonInterval(5, 7, 0.95) // 0.359 to 0.918
 * @see Wilson 1927; Newcombe 1998, Statistics in Medicine 17, 857–872, methods 3 and 4
 */
export function wilsonInterval(
  successes: number,
  n: number,
  level: number,
  { continuity = false }: { continuity?: boolean } = {},
): Interval | undefined {
  const z = normalQuantile((1 + confidenceLevel(level)) / 2)
  if (!(n > 0)) return undefined
  const shift = continuity ? 0.5 / n : 0
  const limit = (share: number, side: number): number => {
    const reach = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))
    return (share + z ** 2 / (2 * n) + side * reach) / (1 + z ** 2 / n)
  }
  const low = successes / n - shift
  const high = successes / n + shift
  return {
    level,
    lower: low <= 0 ? 0 : limit(low, -1),
    upper: high >= 1 ? 1 : limit(high, 1),
    method: continuity ? 'Wilson score with continuity correction' : 'Wilson score',
  }
}
