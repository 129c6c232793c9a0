import { confidenceLevel } from '../confidence-level.ts'
import type { Interval, Result } from '../result.ts'
import { wilsonInterval } from './wilson-interval.ts'

/** A difference of two shares: `estimate` = first less second. */
export type ProportionDifference = Result & { interval: Interval | undefined; first: number; second: number }

/**
 * The difference between the shares of two independent groups with Newcombe's hybrid score interval, made of the
 * two Wilson intervals; it never leaves -1 to 1 and has a width when no one or everyone is a success.
 *
 * Undefined if a group is empty. Fractional counts are allowed as weights.
 *
 * @param first successes and n of the first group
 * @param second successes and n of the second group
 * @throws `difference of shares: expected 0 ≤ successes ≤ n, found 8 and 7`; `invalid confidence level; …`
 * @example proportionDifference({ successes: 56, n: 70 }, { successes: 48, n: 80 }).interval // 0.052 to 0.334
 * @see Newcombe 1998, Statistics in Medicine 17, 873–890, method 10
 */
export function proportionDifference(
  first: { successes: number; n: number },
  second: { successes: number; n: number },
  { level = 0.95 }: { level?: number } = {},
): ProportionDifference {
  confidenceLevel(level)
  for (const { successes, n } of [first, second])
    if (!(successes >= 0 && n >= successes && n < Infinity))
      throw new RangeError(`difference of shares: expected 0 ≤ successes ≤ n, found ${successes} and ${n}`)
  const a = wilsonInterval(first.successes, first.n, level)
  const b = wilsonInterval(second.successes, second.n, level)
  const shareA = first.successes / first.n
  const shareB = second.successes / second.n
  const defined = a !== undefined && b !== undefined
  return {
    estimate: defined ? shareA - shareB : undefined,
    interval: defined
      ? {
          level,
          lower: shareA - shareB - Math.hypot(shareA - a.lower, b.upper - shareB),
          upper: shareA - shareB + Math.hypot(a.upper - shareA, shareB - b.lower),
          method: 'Newcombe hybrid score',
        }
      : undefined,
    first: first.n,
    second: second.n,
    n: first.n + second.n,
    method: 'difference of two shares',
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: defined ? [] : [{ code: 'empty-group' }],
  }
}
