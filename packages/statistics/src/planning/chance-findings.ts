import { normalCdf, normalDensity, normalQuantile, normalTail } from '../distributions.ts'
import type { Warning } from '../result.ts'

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

/** Chance of exactly k of independent events with these chances (Poisson binomial, by convolution). */
function countDistribution(chances: number[]): Float64Array {
  const distribution = new Float64Array(chances.length + 1)
  distribution[0] = 1
  chances.forEach((chance, i) => {
    for (let k = i + 1; k >= 0; k--)
      distribution[k] = distribution[k] * (1 - chance) + (k > 0 ? distribution[k - 1] * chance : 0)
  })
  return distribution
}

function upperTail(distribution: Float64Array, k: number): number {
  return k <= 0
    ? 1
    : Math.min(
        1,
        distribution.slice(k).reduce((sum, chance) => sum + chance, 0),
      )
}

/** Sharp bounds on the chance of at least k events whatever their dependence. */
function anyDependence(chances: number[], k: number): { lower: number; upper: number } {
  return {
    lower:
      1 -
      mostAtLeast(
        chances.map((chance) => 1 - chance),
        chances.length - k + 1,
      ),
    upper: mostAtLeast(chances, k),
  }
}

/** Leaves out the j largest chances as sure and shares the rest out: the least such sum is the bound. */
function mostAtLeast(chances: number[], k: number): number {
  if (k <= 0) return 1
  if (k > chances.length) return 0
  const ascending = chances.toSorted((a, b) => a - b)
  let least = 1
  for (let j = 0; j < k; j++) {
    const rest = ascending.slice(0, ascending.length - j).reduce((sum, chance) => sum + chance, 0)
    least = Math.min(least, rest / (k - j))
  }
  return least
}

/** The distribution of the count when scores √ρ u + √(1 - ρ) e lie beyond their two-sided cut: mixed over u. */
function correlatedDistribution(chances: number[], correlation: number): Float64Array {
  const mixed = new Float64Array(chances.length + 1)
  if (correlation === 1) {
    // One and the same score: the k most likely events happen together, or all do up to the k-th.
    const descending = [1, ...chances.toSorted((a, b) => b - a), 0]
    return mixed.map((_, k) => descending[k] - descending[k + 1])
  }
  const cuts = chances.map((chance) => -normalQuantile(chance / 2))
  const width = Math.sqrt(1 - correlation)
  const steps = 2000
  let weights = 0
  for (let i = 0; i <= steps; i++) {
    const u = -9 + (18 * i) / steps
    const weight = normalDensity(u)
    const middle = Math.sqrt(correlation) * u
    const beyond = cuts.map((cut, at) => {
      if (chances[at] >= 1) return 1
      return normalTail((cut - middle) / width) + normalCdf((-cut - middle) / width)
    })
    weights += weight
    countDistribution(beyond).forEach((chance, k) => (mixed[k] += weight * chance))
  }
  return mixed.map((chance) => chance / weights)
}
