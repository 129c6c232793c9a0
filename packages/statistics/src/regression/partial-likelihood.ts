import type { CumulativeProblem } from './cumulative-likelihood.ts'

/** `cumulativeLikelihood` where some effects differ by threshold (partial proportional odds). */
export function partialLikelihood(
  problem: CumulativeProblem & { z: Float64Array },
  theta: Float64Array,
  gradient: Float64Array,
  information: Float64Array,
): number {
  const { patterns, x, columns: p, z, free, start, category, weight, settled } = problem
  const top = problem.categories - 1
  const size = theta.length
  const beta = top * free
  let sum = 0
  for (let g = 0; g < patterns; g++) {
    let eta = 0
    for (let c = 0; c < p; c++) eta += x[g * p + c] * theta[beta + c]
    for (let i = start[g]; i < start[g + 1]; i++) {
      const j = category[i]
      const done = settled ? settled[i] : 0
      if (j < top && !(done & 1)) sum += atThreshold(g, j, zetaOf(g, j) - eta, weight[i], 1)
      if (j > 0 && !(done & 2)) sum += atThreshold(g, j - 1, eta - zetaOf(g, j - 1), weight[i], -1)
      if (j > 0 && j < top && done === 0) {
        const distance = zetaOf(g, j) - zetaOf(g, j - 1)
        if (!(distance > 0)) return -Infinity
        sum += atDistance(g, j, distance, weight[i])
      }
    }
  }
  return sum

  function zetaOf(g: number, k: number): number {
    let zeta = 0
    for (let a = 0; a < free; a++) zeta += z[g * free + a] * theta[k * free + a]
    return zeta
  }

  /** ln F(ζ) above a threshold, ln (1 - F(ζ)) = ln F(-ζ) below it. */
  function atThreshold(g: number, k: number, zeta: number, w: number, sign: number): number {
    const t = Math.exp(-Math.abs(zeta))
    const score = sign * (zeta < 0 ? w / (1 + t) : (w * t) / (1 + t))
    const bend = (w * t) / (1 + t) ** 2
    for (let a = 0; a < free; a++) {
      const value = z[g * free + a]
      const own = k * free + a
      gradient[own] += score * value
      for (let b = 0; b <= a; b++) information[own * size + k * free + b] += bend * value * z[g * free + b]
      for (let c = 0; c < p; c++) information[(beta + c) * size + own] -= bend * value * x[g * p + c]
    }
    for (let c = 0; c < p; c++) {
      const value = x[g * p + c]
      gradient[beta + c] -= score * value
      for (let d = 0; d <= c; d++) information[(beta + c) * size + beta + d] += bend * value * x[g * p + d]
    }
    return -w * (Math.max(0, -zeta) + Math.log1p(t))
  }

  /** ln D, which pushes the two thresholds of category j apart. */
  function atDistance(g: number, j: number, distance: number, w: number): number {
    const push = w / Math.expm1(distance)
    const bend = w / (4 * Math.sinh(distance / 2) ** 2)
    for (let a = 0; a < free; a++) {
      const value = z[g * free + a]
      const upper = j * free + a
      const lower = upper - free
      gradient[upper] += push * value
      gradient[lower] -= push * value
      for (let b = 0; b < free; b++) {
        const both = bend * value * z[g * free + b]
        information[upper * size + (j - 1) * free + b] -= both
        if (b > a) continue
        information[upper * size + j * free + b] += both
        information[lower * size + (j - 1) * free + b] += both
      }
    }
    return w * Math.log(-Math.expm1(-distance))
  }
}
