import { confidenceLevel } from '../confidence-level.ts'
import { logChoose } from '../distributions.ts'
import type { Interval } from '../result.ts'

/**
 * The exact interval for the share of a population of known size from which n units were drawn without
 * replacement: the possible shares for which neither this many successes or more, nor this many or fewer, is
 * rarer than half of 1 - level. Narrower than Clopper–Pearson and of no width when all are in the sample.
 * Limits are multiples of 1 / population. At most O(n log population).
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
  const failures = n - successes
  return {
    level,
    lower: fewestMarked(successes, n, population, tail) / population,
    upper: (population - fewestMarked(failures, n, population, tail)) / population,
    method: `exact hypergeometric, population of ${population}`,
  }
}

/** The smallest number of marked units with which at least x of n drawn are marked with a chance above `tail`. */
function fewestMarked(x: number, n: number, population: number, tail: number): number {
  let low = x
  let high = population - (n - x)
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isLikely(x, n, middle, population, tail)) high = middle
    else low = middle + 1
  }
  return low
}

/** Whether P(at least x of n drawn are marked) exceeds `tail` if m of the population are, summed from the mode. */
function isLikely(x: number, n: number, m: number, population: number, tail: number): boolean {
  const start = Math.max(x, Math.floor(((n + 1) * (m + 1)) / (population + 2)))
  const others = population - m - n
  const first = Math.exp(
    logChoose(m, start) + logChoose(population - m, n - start) - logChoose(population, n),
  )
  let sum = first
  for (let k = start, chance = first; k < Math.min(n, m) && sum <= tail && chance > sum * 1e-17; k++)
    sum += chance *= ((m - k) / (k + 1)) * ((n - k) / (others + k + 1))
  for (let k = start, chance = first; k > x && sum <= tail && chance > sum * 1e-17; k--)
    sum += chance *= (k / (m - k + 1)) * ((others + k) / (n - k + 1))
  return sum > tail
}
