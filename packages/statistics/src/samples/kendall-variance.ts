/** Variance of S = concordant less discordant pairs when all orders are equally likely (Kendall 1970, eq. 4.4). */
export function kendallVariance(t: Float64Array, u: Float64Array, n: number): number {
  const spread = (m: number): number => m * (m - 1) * (2 * m + 5)
  const pairs = (m: number): number => m * (m - 1)
  const triples = (m: number): number => m * (m - 1) * (m - 2)
  const main = (spread(n) - sum(t, spread) - sum(u, spread)) / 18
  const tiedPairs = (sum(t, pairs) * sum(u, pairs)) / (2 * pairs(n))
  return n < 3 ? main + tiedPairs : main + tiedPairs + (sum(t, triples) * sum(u, triples)) / (9 * triples(n))
}

function sum(values: Float64Array, of: (value: number) => number): number {
  return values.reduce((total, value) => total + of(value), 0)
}
