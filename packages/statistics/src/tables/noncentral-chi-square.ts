import { chiSquareTail, logGamma } from '../distributions.ts'

/**
 * P(X > x) for a noncentral χ² variable: central tails mixed by Poisson chances, from the likeliest outwards, each
 * tail from its neighbour. Right to about 10⁻¹² absolutely; cost grows with √noncentrality.
 *
 * Source: Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 29.
 */
export function noncentralChiSquareTail(x: number, df: number, noncentrality: number): number {
  if (x <= 0) return 1
  if (noncentrality === 0) return chiSquareTail(x, df)
  const mean = noncentrality / 2
  const middle = Math.floor(mean)
  const weight = Math.exp(middle * Math.log(mean) - mean - logGamma(middle + 1))
  const tail = chiSquareTail(x, df + 2 * middle)
  // Q(a + 1) = Q(a) + step(a), where step(a) = (x/2)^a e^(-x/2) / Γ(a + 1).
  const a = df / 2 + middle
  const step = Math.exp(a * Math.log(x / 2) - x / 2 - logGamma(a + 1))
  let sum = weight * tail
  for (let k = 1, w = weight, q = tail, s = step; w > 1e-18; k++) {
    w *= mean / (middle + k)
    q += s
    s *= x / 2 / (a + k)
    sum += w * Math.min(1, q)
  }
  for (let k = 1, w = weight, q = tail, s = step; k <= middle && w > 1e-18; k++) {
    w *= (middle - k + 1) / mean
    s *= (a - k + 1) / (x / 2)
    q -= s
    sum += w * Math.max(0, q)
  }
  return Math.min(1, sum)
}

/**
 * The noncentrality at which a χ² as large as `x` has the chance `p` of being exceeded; 0 if it is exceeded more
 * often than that without any.
 */
export function noncentralityAt(x: number, df: number, p: number): number {
  if (noncentralChiSquareTail(x, df, 0) >= p) return 0
  let low = 0
  let high = Math.max(1, x)
  while (noncentralChiSquareTail(x, df, high) < p) {
    low = high
    high *= 2
  }
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (noncentralChiSquareTail(x, df, middle) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
