/**
 * The chances of U = 0 … m · n for two samples without ties, all ways to say which m of the m + n values are the
 * first sample being equally likely: Gauss' binomial coefficient, built up one value at a time. O(m² n).
 *
 * @see Mann and Whitney 1947, eq. 2; as a generating function Andrews 1976, The theory of partitions, ch. 3
 */
export function rankSumChances(m: number, n: number): Float64Array {
  const [fewer, more] = m < n ? [m, n] : [n, m]
  const chances = new Float64Array(m * n + 1)
  chances[0] = 1
  for (let k = 1; k <= fewer; k++) {
    const top = k * more
    const half = Math.floor(top / 2)
    // Times (1 - q^(more + k)) / (1 - q^k). Only the lower half is computed: above it small chances would be
    // differences of large ones.
    for (let u = half; u >= more + k; u--) chances[u] -= chances[u - more - k]
    for (let u = k; u <= half; u++) chances[u] += chances[u - k]
    for (let u = 0; u <= half; u++) chances[top - u] = chances[u] *= k / (more + k)
  }
  return chances
}

/** Steps that `rankSumChances` takes. */
export function rankSumWork(m: number, n: number): number {
  return m * n * Math.min(m, n)
}
