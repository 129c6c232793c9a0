/**
 * The exact two-sided p of Kendall's S when all n! orders of y are equally likely: P(|S| ≥ |s|). Without ties
 * it comes from the number of inversions of a random order (Kendall 1970, ch. 5), added up term by term so
 * that small tails keep their digits. `undefined` with ties or n > 200, where it is not computed.
 *
 * @param s concordant less discordant pairs
 * @param xSizes how many observations stand at each distinct x; all 1 without ties
 */
export function exactKendallP(s: number, xSizes: Float64Array, ySizes: Float64Array): number | undefined {
  const n = xSizes.reduce((total, size) => total + size, 0)
  if (n < 2 || n > 200 || xSizes.length < n || ySizes.length < n) return undefined
  const most = (n * (n - 1)) / 2
  const fewest = (most - Math.abs(s)) / 2
  let tail = 0
  inversionProbabilities(n, fewest).forEach((p) => (tail += p))
  return Math.min(1, 2 * tail)
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
