import { confidenceLevel } from '../confidence-level.ts'
import type { Interval, Result, Warning } from '../result.ts'
import { agrestiCoullInterval } from './agresti-coull-interval.ts'
import { clopperPearsonInterval } from './clopper-pearson-interval.ts'
import { finitePopulationInterval } from './finite-population-interval.ts'
import { jeffreysInterval } from './jeffreys-interval.ts'
import { wilsonInterval } from './wilson-interval.ts'

/** A share with its intervals; `interval` is Wilson's. */
export type Proportion = Result & {
  successes: number
  /** The simple random sample that would tell as much: n / design effect, more if the population is small. */
  effectiveN: number
  standardError: number | undefined
  interval: Interval | undefined
  intervals:
    | {
        wilson: Interval
        wilsonContinuity: Interval
        /** Exact; for a known population hypergeometric instead of binomial. */
        exact: Interval
        agrestiCoull: Interval
        jeffreys: Interval
      }
    | undefined
}

/**
 * A share and how sure one can be of it. Wilson's interval is the one to show; the exact one never covers too
 * seldom. With `designEffect` (weights, clusters) all intervals use n / designEffect; with `population` (its size,
 * drawn without replacement) they shrink by the finite-population correction.
 *
 * n = 0: everything is undefined. Fractional counts are allowed as weights, except with `population`.
 *
 * @param successes 0 to n
 * @param n number of units (or sum of weights)
 * @throws `proportion: expected 0 ≤ successes ≤ n, found 8 and 7` ·
 *   `proportion: expected a design effect above 0, found 0` · `proportion: expected a population of at least 7, found 5` ·
 *   `invalid confidence level; not in (0, 1): 95`; with `population` as `finitePopulationInterval`
 * @example proportion(5, 7).interval // 0.359 to 0.918
 * @see Wilson 1927; Clopper and Pearson 1934; Newcombe 1998; Brown, Cai and DasGupta 2001; Korn and Graubard 1998
 *   (effective n); Cochran 1977, eq. 3.8 (finite population)
 */
export function proportion(
  successes: number,
  n: number,
  {
    level = 0.95,
    population,
    designEffect = 1,
  }: { level?: number; population?: number; designEffect?: number } = {},
): Proportion {
  confidenceLevel(level)
  if (!(successes >= 0 && n >= successes && n < Infinity))
    throw new RangeError(`proportion: expected 0 ≤ successes ≤ n, found ${successes} and ${n}`)
  if (!(designEffect > 0))
    throw new RangeError(`proportion: expected a design effect above 0, found ${designEffect}`)
  if (population !== undefined && !(population >= n))
    throw new RangeError(`proportion: expected a population of at least ${n}, found ${population}`)
  const estimate = n > 0 ? successes / n : undefined
  const census = n > 0 && population === n
  const correction = population === undefined || population <= 1 ? 1 : (population - n) / (population - 1)
  const effectiveN = census ? n : n / designEffect / correction
  const method = 'share'
  const warnings: Warning[] = n > 0 ? [] : [{ code: 'no-observations' }]
  if (census) warnings.push({ code: 'whole-population', values: { population } })
  const base = {
    estimate,
    successes,
    n,
    effectiveN,
    method,
    assumptions: assumptionsOf(population),
    warnings,
  }
  if (estimate === undefined)
    return { ...base, standardError: undefined, interval: undefined, intervals: undefined }
  const x = estimate * effectiveN
  const exact =
    population !== undefined && designEffect === 1
      ? finitePopulationInterval(successes, n, population, level)
      : clopperPearsonInterval(x, effectiveN, level)
  const certain = census
    ? { level, lower: estimate, upper: estimate, method: 'the whole population' }
    : undefined
  const intervals = {
    wilson: certain ?? wilsonInterval(x, effectiveN, level)!,
    wilsonContinuity: certain ?? wilsonInterval(x, effectiveN, level, { continuity: true })!,
    exact: certain ?? exact!,
    agrestiCoull: certain ?? agrestiCoullInterval(x, effectiveN, level)!,
    jeffreys: certain ?? jeffreysInterval(x, effectiveN, level)!,
  }
  return {
    ...base,
    standardError: census ? 0 : Math.sqrt((estimate * (1 - estimate)) / effectiveN),
    interval: intervals.wilson,
    intervals,
  }
}

function assumptionsOf(population: number | undefined): Result['assumptions'] {
  return [
    { code: 'independent-observations', met: undefined },
    population === undefined
      ? { code: 'population-much-larger-than-sample', met: undefined }
      : { code: 'simple-random-sample', met: undefined, values: { population } },
  ]
}
