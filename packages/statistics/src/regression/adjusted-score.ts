import { cholesky, choleskyInverse, choleskyLogDeterminant } from './cholesky.ts'
import type { CumulativeProblem } from './cumulative-likelihood.ts'

/** Which penalty: Kosmidis' removal of the first-order bias, or Jeffreys' prior. They are the same for two categories. */
export type Penalty = 'mean-bias' | 'jeffreys'

/** A proportional-odds model at one point, seen with a penalty. */
export type AdjustedScore = {
  logLik: number
  /** logLik + ½ ln det of the expected information (in the scale of the columns of `x`). */
  penalised: number
  /** The score with its adjustment; zero at the estimate. */
  score: Float64Array
  /** Expected information, row by row, and its inverse. */
  information: Float64Array
  inverse: Float64Array
}

/**
 * Score and expected information of a proportional-odds model, with the adjustment that a penalty adds.
 *
 * With q(k) the variance of ζ(k), the mean-bias adjustment amounts to adding ½ m (f′(k) q(k) - f′(k-1) q(k-1)) to the
 * count of category k of a pattern with m observations. Jeffreys' adjustment is the gradient of ½ ln det.
 * Categories without observations are welcome: both penalties keep their thresholds finite.
 *
 * Source: Firth 1993, Biometrika 80, 27-38; Kosmidis 2014, JRSS B 76, 169-196, section 4.
 *
 * @returns `undefined` where thresholds are out of order or the information is not positive definite
 */
export function adjustedScore(
  problem: CumulativeProblem,
  theta: Float64Array,
  penalty: Penalty,
): AdjustedScore | undefined {
  const { categories, patterns, x, columns: p, start, category, weight } = problem
  const top = categories - 1
  const size = theta.length
  for (let k = 1; k < top; k++) if (!(theta[k] > theta[k - 1])) return undefined
  // apart[j] belongs to category j; the outer categories reach to infinity.
  const apart = Float64Array.from({ length: categories }, (_, j) =>
    j === 0 || j === top ? 1 : -Math.expm1(theta[j - 1] - theta[j]),
  )
  const logApart = apart.map(Math.log)
  // below[k] = F(ζ(k)) and above[k] = 1 - F(ζ(k)) for thresholds 0 … top - 1, with sentinels 1 and 1 at the ends.
  const below = new Float64Array(categories).fill(1)
  const above = new Float64Array(categories + 1).fill(1)
  const up = new Float64Array(top)
  const down = new Float64Array(top)
  const information = new Float64Array(size * size)
  let logLik = 0

  for (let g = 0; g < patterns; g++) {
    atPattern(g)
    let m = 0
    for (let i = start[g]; i < start[g + 1]; i++) {
      const j = category[i]
      m += weight[i]
      logLik +=
        weight[i] * (logApart[j] + (j < top ? Math.log(below[j]) : 0) + (j > 0 ? Math.log(above[j]) : 0))
    }
    let all = 0
    let before = 0
    for (let k = 0; k < top; k++) {
      const density = below[k] * above[k + 1]
      const own = m * density * (up[k] + down[k])
      const next = k + 1 < top ? -m * density * up[k + 1] : 0
      information[k * size + k] += own
      if (k + 1 < top) information[(k + 1) * size + k] += next
      const line = before + own + next
      all += line
      for (let c = 0; c < p; c++) information[(top + c) * size + k] -= line * x[g * p + c]
      before = next
    }
    for (let c = 0; c < p; c++) {
      const value = all * x[g * p + c]
      for (let d = 0; d <= c; d++) information[(top + c) * size + top + d] += value * x[g * p + d]
    }
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) information[j * size + i] = information[i * size + j]
  const factor = cholesky(information, size)
  if (!factor || !Number.isFinite(logLik)) return undefined
  const inverse = choleskyInverse(factor)

  const score = new Float64Array(size)
  const share = new Float64Array(top)
  const variance = new Float64Array(top)
  const beside = new Float64Array(top)
  const reach = new Float64Array(p)
  for (let g = 0; g < patterns; g++) {
    atPattern(g)
    variances(g)
    share.fill(0)
    let m = 0
    for (let i = start[g]; i < start[g + 1]; i++) {
      m += weight[i]
      addCount(category[i], weight[i])
    }
    for (let j = 0; j < categories; j++)
      if (penalty === 'mean-bias') addCount(j, 0.5 * m * (bend(j) - bend(j - 1)))
      else addJeffreys(j, m)
    let all = 0
    for (let k = 0; k < top; k++) {
      score[k] += share[k]
      all += share[k]
    }
    for (let c = 0; c < p; c++) score[top + c] -= all * x[g * p + c]
  }
  return { logLik, penalised: logLik + 0.5 * choleskyLogDeterminant(factor), score, information, inverse }

  /** up[k] = f(k) / π(k) and down[k] = f(k) / π(k + 1), without dividing small by small. */
  function atPattern(g: number): void {
    let eta = 0
    for (let c = 0; c < p; c++) eta += x[g * p + c] * theta[top + c]
    for (let k = 0; k < top; k++) {
      const zeta = theta[k] - eta
      const t = Math.exp(zeta < 0 ? zeta : -zeta)
      below[k] = zeta < 0 ? t / (1 + t) : 1 / (1 + t)
      above[k + 1] = zeta < 0 ? 1 / (1 + t) : t / (1 + t)
    }
    for (let k = 0; k < top; k++) {
      up[k] = above[k + 1] / (apart[k] * above[k])
      down[k] = below[k] / (apart[k + 1] * below[k + 1])
    }
  }

  /** Variance of ζ(k) at a pattern, and its covariance with ζ(k - 1) in `beside`. */
  function variances(g: number): void {
    let own = 0
    for (let c = 0; c < p; c++) {
      reach[c] = 0
      for (let d = 0; d < p; d++) reach[c] += inverse[(top + c) * size + top + d] * x[g * p + d]
      own += reach[c] * x[g * p + c]
    }
    let previous = 0
    for (let k = 0; k < top; k++) {
      let cross = 0
      for (let c = 0; c < p; c++) cross += inverse[k * size + top + c] * x[g * p + c]
      variance[k] = inverse[k * size + k] - 2 * cross + own
      if (k > 0) beside[k] = inverse[k * size + k - 1] - cross - previous + own
      previous = cross
    }
  }

  /** f′(k) q(k). */
  function bend(k: number): number {
    if (k < 0 || k === top) return 0
    return below[k] * above[k + 1] * (above[k + 1] - below[k]) * variance[k]
  }

  function addCount(j: number, count: number): void {
    if (j < top) share[j] += count * up[j]
    if (j > 0) share[j - 1] -= count * down[j - 1]
  }

  function addJeffreys(j: number, m: number): void {
    const upper = j < top ? below[j] * above[j + 1] : 0
    const lower = j > 0 ? below[j - 1] * above[j] : 0
    const mixed = j > 0 && j < top ? beside[j] : 0
    const atUpper = j < top ? variance[j] * upper - mixed * lower : 0
    const atLower = j > 0 ? mixed * upper - variance[j - 1] * lower : 0
    const spread = (j < top ? up[j] * atUpper : 0) - (j > 0 ? down[j - 1] * atLower : 0)
    if (j < top) share[j] += m * up[j] * ((above[j + 1] - below[j]) * atUpper - 0.5 * spread)
    if (j > 0) share[j - 1] -= m * down[j - 1] * ((above[j] - below[j - 1]) * atLower - 0.5 * spread)
  }
}
