import betainc from '@stdlib/math-base-special-betainc'
import betaincinv from '@stdlib/math-base-special-betaincinv'
import erfc from '@stdlib/math-base-special-erfc'
import erfcinv from '@stdlib/math-base-special-erfcinv'
import gammainc from '@stdlib/math-base-special-gammainc'
import gammaincinv from '@stdlib/math-base-special-gammaincinv'
import gammaln from '@stdlib/math-base-special-gammaln'
import studentQuantile from '@stdlib/stats-base-dists-t-quantile'

// Tails are computed as tails, never as 1 - cdf: a p-value of 1e-25 keeps all its digits.
// The quantile of @stdlib/stats-base-dists-normal-quantile is not used: it is off by 2e-9 at p = 1e-10
// and infinite below 1e-16. Its gammainc is off by 0.4 % at 10⁵ degrees of freedom, hence `gammaTail`.

/** P(Z > z) for a standard normal Z. `normalTail(1.959963984540054) = 0.025`. */
export function normalTail(z: number): number {
  return 0.5 * erfc(z / Math.SQRT2)
}

/** P(|Z| ≥ |z|) for a standard normal Z. */
export function normalTwoSided(z: number): number {
  return Math.min(1, erfc(Math.abs(z) / Math.SQRT2))
}

/** P(Z ≤ z) for a standard normal Z, accurate in the lower tail. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2)
}

/** Density of a standard normal at z. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}

/** The z with P(Z ≤ z) = p, accurate for tiny p. `normalQuantile(0.975) = 1.959963984540054`. */
export function normalQuantile(p: number): number {
  return p === 0.5 ? 0 : p < 0.5 ? -Math.SQRT2 * erfcinv(2 * p) : Math.SQRT2 * erfcinv(2 * (1 - p))
}

/** P(X > x) for a χ² variable with `df` degrees of freedom; 1 if df = 0 and x = 0. */
export function chiSquareTail(x: number, df: number): number {
  if (df === 0) return x > 0 ? 0 : 1
  return x <= 0 ? 1 : gammaTail(x / 2, df / 2)
}

/** The x with P(X ≤ x) = p for a χ² variable with `df` degrees of freedom. */
export function chiSquareQuantile(p: number, df: number): number {
  let x = 2 * gammaincinv(p, df / 2, false)
  if (df < 2000) return x
  // gammaincinv is off by 2e-5 at 10⁵ degrees of freedom: three Newton steps on our own tail put that right.
  for (let i = 0; i < 3; i++) x += ((chiSquareTail(x, df) - (1 - p)) * x) / gammaFactor(x / 2, df / 2)
  return x
}

/** P(T > t) for Student's t with `df` degrees of freedom (any positive number, Infinity = normal). */
export function tTail(t: number, df: number): number {
  if (df === Infinity) return normalTail(t)
  if (t < 0) return 1 - tTail(-t, df)
  const square = t * t
  return square < df
    ? 0.5 * betainc(square / (df + square), 0.5, df / 2, true, true)
    : 0.5 * betainc(df / (df + square), df / 2, 0.5, true, false)
}

/** P(|T| ≥ |t|) for Student's t with `df` degrees of freedom. */
export function tTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * tTail(Math.abs(t), df))
}

/** The t with P(T ≤ t) = p for Student's t with `df` degrees of freedom (Infinity = normal). */
export function tQuantile(p: number, df: number): number {
  return df === Infinity ? normalQuantile(p) : studentQuantile(p, df)
}

/** P(F > f) for an F variable with `df1` and `df2` degrees of freedom. */
export function fTail(f: number, df1: number, df2: number): number {
  if (f <= 0) return 1
  const part = df1 * f
  return part < df2
    ? betainc(part / (df2 + part), df1 / 2, df2 / 2, true, true)
    : betainc(df2 / (df2 + part), df2 / 2, df1 / 2, true, false)
}

/** The f with P(F ≤ f) = p for an F variable with `df1` and `df2` degrees of freedom. */
export function fQuantile(p: number, df1: number, df2: number): number {
  const above = betaQuantile(1 - p, df2 / 2, df1 / 2)
  return (df2 * (1 - above)) / (df1 * above)
}

/** P(B ≤ x) for a beta variable. */
export function betaCdf(x: number, a: number, b: number): number {
  return x <= 0 ? 0 : x >= 1 ? 1 : betainc(x, a, b, true, false)
}

/** P(B > x) for a beta variable. */
export function betaTail(x: number, a: number, b: number): number {
  return x <= 0 ? 1 : x >= 1 ? 0 : betainc(x, a, b, true, true)
}

/** The x with P(B ≤ x) = p for a beta variable; used for Clopper–Pearson limits. */
export function betaQuantile(p: number, a: number, b: number): number {
  return p <= 0 ? 0 : p >= 1 ? 1 : betaincinv(p, a, b, false)
}

/** P(X ≥ k) for a binomial(n, p) variable, accurate in the far upper tail. */
export function binomialTail(k: number, n: number, p: number): number {
  return k <= 0 ? 1 : k > n ? 0 : betaCdf(p, k, n - k + 1)
}

/** P(X ≤ k) for a binomial(n, p) variable, accurate in the far lower tail. */
export function binomialCdf(k: number, n: number, p: number): number {
  return k < 0 ? 0 : k >= n ? 1 : betaTail(p, k + 1, n - k)
}

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  return gammaln(x)
}

/** ln n! for a whole number n ≥ 0. */
export function logFactorial(n: number): number {
  if (n < cachedFactorials.length) return cachedFactorials[n]!
  // Stirling's series (Abramowitz and Stegun 6.1.41): exact to rounding from here on and one logarithm long.
  return (n + 0.5) * Math.log(n) - n + halfLogTwoPi + (1 - 1 / (30 * n * n)) / (12 * n)
}

/** ln of the number of ways to choose k out of n; -Infinity if there is none. */
export function logChoose(n: number, k: number): number {
  return k < 0 || k > n ? -Infinity : logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

const halfLogTwoPi = 0.91893853320467274178
const cachedFactorials = Float64Array.from({ length: 4096 }, (_, n) => gammaln(n + 1))

/** P(G > x) for a gamma variable of shape a and rate 1. */
function gammaTail(x: number, a: number): number {
  if (a < 1000) return gammainc(x, a, true, true)
  return x < a ? 1 - lowerSeries(x, a) : upperFraction(x, a)
}

/** x^a e^-x / Γ(a), with the large terms cancelled by Stirling's series before they are rounded. */
function gammaFactor(x: number, a: number): number {
  const d = (x - a) / a
  let log1pmx = Math.log1p(d) - d
  if (Math.abs(d) < 0.1) {
    log1pmx = 0
    for (let k = 25; k >= 2; k--) log1pmx = (log1pmx + (k % 2 ? 1 : -1) / k) * d
    log1pmx *= d
  }
  const stirling = 1 / (12 * a) - 1 / (360 * a ** 3)
  return Math.exp(a * log1pmx - stirling) * Math.sqrt(a / (2 * Math.PI))
}

/** Abramowitz and Stegun 6.5.29. */
function lowerSeries(x: number, a: number): number {
  let term = 1 / a
  let sum = term
  for (let k = 1; term > sum * 1e-17; k++) sum += term *= x / (a + k)
  return sum * gammaFactor(x, a)
}

/** Abramowitz and Stegun 6.5.31, evaluated by Lentz's method. */
function upperFraction(x: number, a: number): number {
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let h = d
  for (let i = 1; i < 1e6; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / (an * d + b || tiny)
    c = b + an / c || tiny
    const delta = d * c
    h *= delta
    if (Math.abs(delta - 1) < 1e-15) break
  }
  return h * gammaFactor(x, a)
}
