import type { LikelihoodLimit } from './maximum-likelihood.ts'
import type { ModelFrame } from './model-frame.ts'

/** A covariance that holds whatever the dependence within clusters. */
export type ClusterCovariance = { clusters: number; covariance: Float64Array }

/**
 * The sandwich A⁻¹ B A⁻¹ · G / (G - 1), where B sums the outer products of the scores of G clusters.
 * Nothing if the frame has no clusters or only one.
 *
 * Source: Liang & Zeger 1986, Biometrika 73, 13-22; the factor as in R's sandwich::vcovCL (Zeileis, Köll & Graham 2020,
 * Journal of Statistical Software 95(1), equation 16, type HC0 with cadjust).
 */
export function clusterRobustCovariance(
  frame: ModelFrame,
  fit: LikelihoodLimit,
): ClusterCovariance | undefined {
  const { clusters } = frame
  if (!clusters || clusters.count < 2) return undefined
  const size = fit.theta.length
  const sums = new Float64Array(clusters.count * size)
  const patternOf = new Int32Array(frame.category.length)
  for (let g = 0; g < frame.patterns; g++) patternOf.fill(g, frame.start[g], frame.start[g + 1])
  const score = new Float64Array(size)
  for (let i = 0; i < clusters.cell.length; i++) {
    cellScore(fit, clusters.cell[i], patternOf[clusters.cell[i]], score)
    for (let a = 0; a < size; a++) sums[clusters.cluster[i] * size + a] += clusters.weight[i] * score[a]
  }
  const middle = new Float64Array(size * size)
  for (let c = 0; c < clusters.count; c++)
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) middle[a * size + b] += sums[c * size + a] * sums[c * size + b]
  const factor = clusters.count / (clusters.count - 1)
  const covariance = product(product(fit.covariance, middle, size), fit.covariance, size)
  return { clusters: clusters.count, covariance: covariance.map((value) => factor * value) }
}

/** Derivative of the log probability of what one cell observed. */
function cellScore({ problem, theta }: LikelihoodLimit, i: number, g: number, score: Float64Array): void {
  const { categories, x, columns, category, settled } = problem
  const top = categories - 1
  const j = category[i]
  const done = settled ? settled[i] : 0
  score.fill(0)
  let eta = 0
  for (let c = 0; c < columns; c++) eta += x[g * columns + c] * theta[top + c]
  let slope = 0
  if (j < top && !(done & 1)) slope += score[j] = 1 / (1 + Math.exp(theta[j] - eta))
  if (j > 0 && !(done & 2)) slope += score[j - 1] = -1 / (1 + Math.exp(eta - theta[j - 1]))
  if (j > 0 && j < top && !done) {
    const push = 1 / Math.expm1(theta[j] - theta[j - 1])
    score[j] += push
    score[j - 1] -= push
  }
  for (let c = 0; c < columns; c++) score[top + c] = -slope * x[g * columns + c]
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++)
      for (let j = 0; j < size; j++) out[i * size + j] += a[i * size + k] * b[k * size + j]
  return out
}
