import { kendallSDistribution } from '../exact/kendall-s-tails.ts'
import { tailsOf } from '../exact/spaced-distribution.ts'

/**
 * The exact two-sided p of Kendall's S when all n! orders of y are equally likely: P(|S| ≥ |s|). Without ties
 * it comes from the number of inversions of a random order (Kendall 1970, ch. 5), up to n = 200; with ties from
 * the distribution of S given both margins, up to n = 50 and if
 * the ties are many enough for that to take little time. `undefined` otherwise.
 *
 * @param s concordant less discordant pairs
 * @param xSizes how many observations stand at each distinct x; all 1 without ties
 */
export function exactKendallP(s: number, xSizes: Float64Array, ySizes: Float64Array): number | undefined {
  const n = xSizes.reduce((total, size) => total + size, 0)
  const tied = xSizes.length < n || ySizes.length < n
  if (n < 2 || n > (tied ? 50 : 200)) return undefined
  if (tied) return tiedP(s, xSizes, ySizes)
  const most = (n * (n - 1)) / 2
  const fewest = (most - Math.abs(s)) / 2
  const tail = inversionProbabilities(n, fewest).reduce((sum, p) => sum + p, 0)
  return Math.min(1, 2 * tail)
}

function tiedP(s: number, xSizes: Float64Array, ySizes: Float64Array): number | undefined {
  // The network of tables grows with this product; a few ties among many distinct values are beyond it.
  const nodes = (sizes: Float64Array): number => sizes.reduce((product, size) => product * (size + 1), 1)
  if (Math.min(nodes(xSizes), nodes(ySizes)) > 1e5) return undefined
  const distribution = kendallSDistribution(Array.from(xSizes), Array.from(ySizes), 5e6)
  if (!distribution) return undefined
  const { farther, asFar } = tailsOf(distribution, s, 0)
  return Math.min(1, farther + asFar)
}

/** P(a random order of n has k inversions) for k = 0 … upTo. */
function inversionProbabilities(n: number, upTo: number): Float64Array {
  const p = new Float64Array(upTo + 1)
  p[0] = 1
  for (let m = 2; m <= n; m++) {
    for (let k = 1; k <= upTo; k++) p[k] += p[k - 1]
    for (let k = upTo; k >= m; k--) p[k] -= p[k - m]
    for (let k = 0; k <= upTo; k++) p[k] /= m
  }
  return p
}
