import { normalCdf, normalDensity, normalQuantile, normalTail } from '../distributions.ts'

/** Chance of exactly k of independent events with these chances (Poisson binomial, by convolution). */
export function countDistribution(chances: number[]): Float64Array {
  const distribution = new Float64Array(chances.length + 1)
  distribution[0] = 1
  chances.forEach((chance, i) => {
    for (let k = i + 1; k >= 0; k--)
      distribution[k] = distribution[k] * (1 - chance) + (k > 0 ? distribution[k - 1] * chance : 0)
  })
  return distribution
}

/** Chance of at least k. */
export function upperTail(distribution: Float64Array, k: number): number {
  return k <= 0
    ? 1
    : Math.min(
        1,
        distribution.slice(k).reduce((sum, chance) => sum + chance, 0),
      )
}

/** Sharp bounds on the chance of at least k events whatever their dependence. */
export function anyDependence(chances: number[], k: number): { lower: number; upper: number } {
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
export function correlatedDistribution(chances: number[], correlation: number): Float64Array {
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
