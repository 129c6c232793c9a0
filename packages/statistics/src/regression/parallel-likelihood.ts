import type { CumulativeProblem } from './cumulative-likelihood.ts'

/**
 * `cumulativeLikelihood` for proportional odds. All time of a large fit is spent here, so the loop is written out.
 * With r = exp(-ζ), F = 1 / (1 + r): as exp(η - α(k)) is a product, one exponential serves all thresholds of a pattern,
 * and one logarithm the product of its probabilities, or of many single observations. Far out, where that product would overflow, ζ is cut off:
 * only the logarithm can tell the difference, and gets it back as a linear part.
 */
export function parallelLikelihood(
  { categories, patterns, x, columns: p, start, category, weight, settled }: CumulativeProblem,
  theta: Float64Array,
  gradient: Float64Array,
  information: Float64Array,
): number {
  const top = categories - 1
  const size = theta.length
  const beta = theta.slice(top)
  const slopes = new Float64Array(p)
  const squares = new Float64Array(p * p)
  const scores = new Float64Array(top)
  const bends = new Float64Array(top)
  const crossed = new Float64Array(top * p)
  const between = new Float64Array(top + 1)
  const ratio = theta.subarray(0, top).map((alpha) => Math.exp(-alpha))
  const near = farthest - theta.subarray(0, top).reduce((most, alpha) => Math.max(most, Math.abs(alpha)), 0)
  let sum = 0
  let whole = 1
  for (let g = 0; g < patterns; g++) {
    const row = g * p
    let eta = 0
    for (let c = 0; c < p; c++) eta += x[row + c] * beta[c]
    const usual = eta < near && eta > -near
    const power = usual ? Math.exp(eta) : 0
    let slope = 0
    let curve = 0
    for (let i = start[g]; i < start[g + 1]; i++) {
      const w = weight[i]
      const j = category[i]
      const done = settled === undefined ? 0 : settled[i]
      let product = 1
      let linear = 0
      if (j < top && (done & 1) === 0) {
        const zeta = theta[j] - eta
        const r = usual ? ratio[j] * power : Math.exp(-cut(zeta))
        if (!usual && zeta < -farthest) linear -= zeta + farthest
        product = 1 + r
        const below = w / product
        const score = r * below
        const bend = score / product
        slope += score
        curve += bend
        scores[j] += score
        bends[j] += bend
        for (let c = 0, to = j * p; c < p; c++, to++) crossed[to] += bend * x[row + c]
      }
      if (j > 0 && (done & 2) === 0) {
        const k = j - 1
        const zeta = theta[k] - eta
        const r = usual ? ratio[k] * power : Math.exp(-cut(zeta))
        linear += !usual && zeta < -farthest ? -farthest : zeta
        const both = 1 + r
        product *= both
        const score = w / both
        const bend = (r * score) / both
        slope -= score
        curve += bend
        scores[k] -= score
        bends[k] += bend
        for (let c = 0, to = k * p; c < p; c++, to++) crossed[to] += bend * x[row + c]
      }
      if (done === 0) between[j] += w
      if (w === 1 && product < 1e50) {
        // A logarithm for every so many observations.
        sum -= linear
        whole *= product
        if (whole > 1e200) {
          sum -= Math.log(whole)
          whole = 1
        }
      } else sum -= w * (linear + Math.log(product))
    }
    for (let c = 0; c < p; c++) {
      const value = x[row + c]
      slopes[c] -= slope * value
      const part = curve * value
      for (let d = 0, to = c * p; d <= c; d++, to++) squares[to] += part * x[row + d]
    }
  }
  sum -= Math.log(whole)

  for (let k = 0; k < top; k++) {
    gradient[k] = scores[k]
    information[k * size + k] = bends[k]
  }
  for (let c = 0; c < p; c++) {
    const line = (top + c) * size
    gradient[top + c] = slopes[c]
    for (let k = 0; k < top; k++) information[line + k] = -crossed[k * p + c]
    for (let d = 0; d <= c; d++) information[line + top + d] = squares[c * p + d]
  }
  for (let j = 1; j < top; j++) {
    if (between[j] === 0) continue
    const distance = theta[j] - theta[j - 1]
    if (!(distance > 0)) return -Infinity
    sum += between[j] * Math.log(-Math.expm1(-distance))
    const push = between[j] / Math.expm1(distance)
    const half = Math.sinh(distance / 2)
    const bend = between[j] / (4 * half * half)
    gradient[j] += push
    gradient[j - 1] -= push
    information[j * size + j] += bend
    information[(j - 1) * size + j - 1] += bend
    information[j * size + j - 1] -= bend
  }
  return sum
}

/** Beyond ±300 a logistic probability differs from 0 or 1 by less than 10⁻¹³⁰. */
const farthest = 300

function cut(zeta: number): number {
  return zeta < -farthest ? -farthest : zeta > farthest ? farthest : zeta
}
