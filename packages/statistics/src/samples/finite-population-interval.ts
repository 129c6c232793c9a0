import { confidenceLevel } from '../confidence-level.ts'
import { logChoose } from '../distributions.ts'
import type { Interval } from '../result.ts'

/**
 * The exact interval for the share of a population of known size from which n units were drawn without
 * replacement: the possible shares for which neither this many successes or more, nor this many or fewer, is
 * rarer than half of 1 - level. Narrower than Clopper–Pearson and of no width when all are in the sample.
 * Limits are multiples of 1 / population. O(log population × n).
 *
 * @param successes whole number, 0 to n
 * @param n whole number, 1 to the population's size
 * @throws `finite population: expected whole numbers with successes ≤ n ≤ population, found 5, 4 and 3`
 * @example finitePopulationInterval(5, 7, 24, 0.95) // 0.375 to 0.917
 * @see Buonaccorsi 1987; Cochran 1977, Sampling techniques, section 3.6 (hypergeometric limits)
 */
export function finitePopulationInterval(
  successes: number,
  n: number,
  population: number,
  level: number,
): Interval | undefined {
  const tail = (1 - confidenceLevel(level)) / 2
  const whole = [successes, n, population].every((count) => Number.isSafeInteger(count) && count >= 0)
  if (!whole || successes > n || n > population)
    throw new RangeError(
      `finite population: expected whole numbers with successes ≤ n ≤ population, found ${successes}, ${n} and ${population}`,
    )
  if (n === 0) return undefined
  const most = population - (n - successes)
  return {
    level,
    lower: firstWhere(successes, most, (m) => upperTail(successes, n, m, population) > tail) / population,
    upper:
      (population -
        firstWhere(
          n - successes,
          population - successes,
          (m) => upperTail(n - successes, n, m, population) > tail,
        )) /
      population,
    method: `exact hypergeometric, population of ${population}`,
  }
}

/** The first whole number from `low` to `high` with a property that stays true once it is. */
function firstWhere(low: number, high: number, holds: (m: number) => boolean): number {
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** P(at least x of n drawn are marked) if m of the population are. */
function upperTail(x: number, n: number, m: number, population: number): number {
  let sum = 0
  for (let k = x; k <= Math.min(n, m); k++)
    sum += Math.exp(logChoose(m, k) + logChoose(population - m, n - k) - logChoose(population, n))
  return sum
}
