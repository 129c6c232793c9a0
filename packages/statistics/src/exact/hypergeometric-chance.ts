import { logFactorial } from '../distributions.ts'

/**
 * Chance that x of `taken` things drawn without replacement from `good` and `bad` ones are good, to nearly full
 * precision also for millions of things, where sums of log factorials lose half their digits.
 *
 * Source: Loader (2000), Fast and accurate computation of binomial probabilities, by three binomial chances.
 */
export function hypergeometricChance(x: number, good: number, bad: number, taken: number): number {
  if (x < Math.max(0, taken - bad) || x > Math.min(good, taken)) return 0
  const n = good + bad
  if (n === 0) return 1
  const p = taken / n
  const q = (n - taken) / n
  return (
    (binomialChance(x, good, p, q) * binomialChance(taken - x, bad, p, q)) / binomialChance(taken, n, p, q)
  )
}

function binomialChance(x: number, n: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 1 : 0
  if (q === 0) return x === n ? 1 : 0
  if (x === 0) return n === 0 ? 1 : Math.exp(p < 0.1 ? -deviance(n, n * q) - n * p : n * Math.log(q))
  if (x === n) return Math.exp(q < 0.1 ? -deviance(n, n * p) - n * q : n * Math.log(p))
  const log =
    stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, n * p) - deviance(n - x, n * q)
  return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * x * (n - x)))
}

/** ln n! minus Stirling's formula. */
function stirlingError(n: number): number {
  if (n < 16) return logFactorial(n) - (n + 0.5) * Math.log(n) + n - 0.91893853320467274178
  const square = n * n
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square) / n
}

/** x ln(x / m) + m - x without cancellation where x is near m. */
function deviance(x: number, m: number): number {
  const difference = x - m
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference
  const ratio = difference / (x + m)
  let sum = difference * ratio
  let term = 2 * x * ratio
  for (let k = 1; k < 1000; k++) {
    term *= ratio * ratio
    const next = sum + term / (2 * k + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}
