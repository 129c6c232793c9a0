import type { Warning } from '../result.ts'
import { anyDependence, correlatedDistribution, countDistribution, upperTail } from './finding-counts.ts'

export type Looks = {
  /** How many tables or tests were looked at. */
  looks: number
  /** A test is a finding if its p is at most this. */
  level: number
  /** How many findings there were. */
  found?: number
  /**
   * Chance of a finding for each test when nothing is going on. An exact test of a small table attains less than
   * `level`: its largest attainable p not above it. `level` for all if left out.
   */
  attained?: number[]
  /** Correlation of the tests' normal scores, if one is to be assumed: the same for each pair, from 0 to 1. */
  correlation?: number
}

export type ChanceFindings = {
  /** Findings to expect from chance; true whatever the dependence. */
  expected: number
  /** Chance of at least one finding when nothing is going on. */
  atLeastOne: ByDependence
  /** Chance of at least `found` findings when nothing is going on. */
  atLeastFound?: ByDependence
  /** With 95 % probability chance alone gives no more than this many. */
  upTo95: { independent: number; anyDependence: number; correlated?: number }
  looks: number
  method: string
  /** Always says that the dependence is not known from the number of looks: `dependence-unknown`. */
  warnings: Warning[]
}

/** The same chance under independence, at most and at least under any dependence, and under the correlation given. */
export type ByDependence = {
  independent: number
  anyDependence: { lower: number; upper: number }
  correlated?: number
}

/**
 * Of so many tables looked at, how many findings would chance alone give? The expected number needs no assumption
 * about how the tests hang together; every probability does. So each is given three ways: for independent
 * tests, as the bounds that hold under *any* dependence, and, if a `correlation` is assumed, for normal scores
 * with that correlation between every two. Tests on the same few institutions, or with one outcome in
 * common, are not independent. With the clusters' tables at hand `permutedFindings` computes it instead.
 *
 * @throws `chance findings: expected a whole number of looks, 1 or more, found 0` ·
 *   `chance findings: expected 0 to 28 found, found 30` · `invalid level; not in (0, 1): 5` ·
 *   `chance findings: expected an attained level for each of 28 looks, found 3` ·
 *   `invalid attained level; not in [0, 1]: 2` · `invalid correlation; not in [0, 1]: -0.5`
 * @example chanceFindings({ looks: 28, level: 0.1, found: 11 }).expected // 2.8
 *
 * Source: any dependence: Rüger (1978), Morgenstern (1980); one-factor normal scores: Dunnett & Sobel (1955).
 */
export function chanceFindings({ looks, level, found, attained, correlation }: Looks): ChanceFindings {
  check({ looks, level, found, attained, correlation })
  const chances = attained ?? Array<number>(looks).fill(level)
  const expected = chances.reduce((sum, chance) => sum + chance, 0)
  const independent = countDistribution(chances)
  const correlated = correlation === undefined ? undefined : correlatedDistribution(chances, correlation)
  const atLeast = (k: number): ByDependence => ({
    independent: upperTail(independent, k),
    anyDependence: anyDependence(chances, k),
    ...(correlated && { correlated: upperTail(correlated, k) }),
  })
  const quantile = (tail: (k: number) => number) => {
    let k = 0
    while (k < looks && tail(k + 1) > 0.05 + 1e-12) k++
    return k
  }
  return {
    expected,
    atLeastOne: atLeast(1),
    ...(found !== undefined && { atLeastFound: atLeast(found) }),
    upTo95: {
      independent: quantile((k) => upperTail(independent, k)),
      anyDependence: quantile((k) => anyDependence(chances, k).upper),
      ...(correlated && { correlated: quantile((k) => upperTail(correlated, k)) }),
    },
    looks,
    method: `number of ${looks} tests with p ≤ ${level} when nothing is going on: independent, under any dependence${correlation === undefined ? '' : `, with correlation ${correlation}`}`,
    warnings: [{ code: 'dependence-unknown', values: { looks } }],
  }
}

function check({ looks, level, found, attained, correlation }: Looks): void {
  if (!(Number.isInteger(looks) && looks >= 1))
    throw new RangeError(`chance findings: expected a whole number of looks, 1 or more, found ${looks}`)
  if (!(level > 0 && level < 1)) throw new RangeError(`invalid level; not in (0, 1): ${level}`)
  if (found !== undefined && !(Number.isInteger(found) && found >= 0 && found <= looks))
    throw new RangeError(`chance findings: expected 0 to ${looks} found, found ${found}`)
  if (attained && attained.length !== looks)
    throw new RangeError(
      `chance findings: expected an attained level for each of ${looks} looks, found ${attained.length}`,
    )
  for (const chance of attained ?? [])
    if (!(chance >= 0 && chance <= 1))
      throw new RangeError(`invalid attained level; not in [0, 1]: ${chance}`)
  if (correlation !== undefined && !(correlation >= 0 && correlation <= 1))
    throw new RangeError(`invalid correlation; not in [0, 1]: ${correlation}`)
}
