import { confidenceLevel } from '../confidence-level.ts'
import type { Interval, Result } from '../result.ts'
import { wilsonInterval } from './wilson-interval.ts'

/** A change of a share in the same units: `estimate` = share before less share after. */
export type PairedProportionDifference = Result & { interval: Interval | undefined }

/**
 * The difference between two shares of the same units (before and after) with Newcombe's interval: the two Wilson
 * intervals, joined with the correlation of the pairs.
 *
 * Undefined without pairs. Fractional counts are allowed as weights.
 *
 * @param pairs how many are successes both times, the first time only, the second time only, and neither
 * @throws `paired shares: expected counts of 0 or more, found -1`; `invalid confidence level; …`
 * @example pairedProportionDifference({ both: 20, firstOnly: 12, secondOnly: 2, neither: 16 }).interval // 0.056 to 0.329
 * @see Newcombe 1998, Statistics in Medicine 17, 2635–2650, method 10
 */
export function pairedProportionDifference(
  pairs: { both: number; firstOnly: number; secondOnly: number; neither: number },
  { level = 0.95 }: { level?: number } = {},
): PairedProportionDifference {
  confidenceLevel(level)
  const { both, firstOnly, secondOnly, neither } = pairs
  for (const count of [both, firstOnly, secondOnly, neither])
    if (!(count >= 0 && count < Infinity))
      throw new RangeError(`paired shares: expected counts of 0 or more, found ${count}`)
  const n = both + firstOnly + secondOnly + neither
  const before = wilsonInterval(both + firstOnly, n, level)
  const after = wilsonInterval(both + secondOnly, n, level)
  const base = {
    n,
    method: 'difference of two paired shares',
    assumptions: [{ code: 'independent-pairs', met: undefined }],
    warnings: n > 0 ? [] : [{ code: 'no-observations' }],
  }
  if (!before || !after) return { ...base, estimate: undefined, interval: undefined }
  const estimate = (firstOnly - secondOnly) / n
  const [p, q] = [(both + firstOnly) / n, (both + secondOnly) / n]
  const phi = correctedPhi(pairs, n)
  const reach = (a: number, b: number): number => Math.sqrt(Math.max(0, a ** 2 - 2 * phi * a * b + b ** 2))
  return {
    ...base,
    estimate,
    interval: {
      level,
      lower: estimate - reach(p - before.lower, after.upper - q),
      upper: estimate + reach(before.upper - p, q - after.lower),
      method: 'Newcombe paired hybrid score',
    },
  }
}

/** The correlation of the pairs, with Newcombe's continuity correction when it is positive; 0 if undefined. */
function correctedPhi(
  { both, firstOnly, secondOnly, neither }: Parameters<typeof pairedProportionDifference>[0],
  n: number,
): number {
  const product = (both + firstOnly) * (secondOnly + neither) * (both + secondOnly) * (firstOnly + neither)
  if (product === 0) return 0
  const cross = both * neither - firstOnly * secondOnly
  const corrected = cross > n / 2 ? cross - n / 2 : cross >= 0 ? 0 : cross
  return corrected / Math.sqrt(product)
}
