/**
 * A cumulative logit in numbers: logit P(Y ≤ k | pattern g) = z(g)·α(k) - x(g)·β, with z = 1 for proportional odds.
 * The parameters are α(1) … α(K - 1), each as long as z, and then β.
 *
 * Written with D = 1 - exp(-(ζ(k) - ζ(k-1))), the probability of category k is F(ζ(k)) · (1 - F(ζ(k-1))) · D.
 * So the log likelihood is a sum of binary logits at the thresholds on both sides of what was observed, plus ln D:
 * concave, and free of cancellation however close two thresholds are.
 */
export type CumulativeProblem = {
  /** Number of categories K. */
  categories: number
  patterns: number
  /** patterns × columns, row by row. */
  x: Float64Array
  columns: number
  /** patterns × free, row by row: what acts differently at each threshold; nothing means a constant only. */
  z?: Float64Array
  free: number
  /** Cells as in a model frame, with categories from 0 to K - 1, all of them observed. */
  start: Int32Array
  category: Int32Array
  weight: Float64Array
  /** Per cell: 1 if its upper threshold, 2 if its lower threshold, has run to its limit, so that it adds nothing. */
  settled?: Uint8Array
}

/** Number of parameters. */
export function parameterCount({ categories, free, columns }: CumulativeProblem): number {
  return (categories - 1) * free + columns
}

/**
 * Log likelihood at `theta`, with its gradient and minus its second derivatives (full matrix, row by row).
 *
 * @returns -Infinity where the thresholds around an observation are not in order
 */
export function cumulativeLikelihood(
  problem: CumulativeProblem,
  theta: Float64Array,
  gradient: Float64Array,
  information: Float64Array,
): number {
  const { patterns, x, columns: p, z, free, start, category, weight, settled } = problem
  const top = problem.categories - 1
  const size = theta.length
  const beta = top * free
  gradient.fill(0)
  information.fill(0)
  const between = new Float64Array(top + 1)
  let sum = 0

  for (let g = 0; g < patterns; g++) {
    const row = g * p
    let eta = 0
    for (let c = 0; c < p; c++) eta += x[row + c] * theta[beta + c]
    let slope = 0
    let curve = 0
    for (let i = start[g]; i < start[g + 1]; i++) {
      const w = weight[i]
      const j = category[i]
      const done = settled ? settled[i] : 0
      if (j < top && !(done & 1)) {
        const zeta = (z ? threshold(theta, z, g, j, free) : theta[j]) - eta
        const t = Math.exp(zeta < 0 ? zeta : -zeta)
        const over = w / (1 + t)
        sum -= w * ((zeta < 0 ? -zeta : 0) + Math.log1p(t))
        const score = zeta < 0 ? over : over * t
        const bend = (over * t) / (1 + t)
        slope += score
        curve += bend
        atThreshold(j, g, score, bend)
      }
      if (j > 0 && !(done & 2)) {
        const zeta = (z ? threshold(theta, z, g, j - 1, free) : theta[j - 1]) - eta
        const t = Math.exp(zeta < 0 ? zeta : -zeta)
        const over = w / (1 + t)
        sum -= w * ((zeta > 0 ? zeta : 0) + Math.log1p(t))
        const score = zeta > 0 ? -over : -over * t
        const bend = (over * t) / (1 + t)
        slope += score
        curve += bend
        atThreshold(j - 1, g, score, bend)
      }
      if (j > 0 && j < top && done === 0) {
        if (!z) between[j] += w
        else {
          const distance = threshold(theta, z, g, j, free) - threshold(theta, z, g, j - 1, free)
          if (!(distance > 0)) return -Infinity
          sum += w * Math.log(-Math.expm1(-distance))
          atDistance(j, g, w, distance)
        }
      }
    }
    for (let c = 0; c < p; c++) {
      const value = x[row + c]
      gradient[beta + c] -= slope * value
      const line = (beta + c) * size + beta
      for (let d = 0; d <= c; d++) information[line + d] += curve * value * x[row + d]
    }
  }

  for (let j = 1; j < top; j++) {
    if (between[j] === 0) continue
    const distance = theta[j] - theta[j - 1]
    if (!(distance > 0)) return -Infinity
    sum += between[j] * Math.log(-Math.expm1(-distance))
    atDistance(j, 0, between[j], distance)
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) information[j * size + i] = information[i * size + j]
  return sum

  function atThreshold(k: number, g: number, score: number, bend: number): void {
    if (!z) {
      gradient[k] += score
      information[k * size + k] += bend
      for (let c = 0; c < p; c++) information[(beta + c) * size + k] -= bend * x[g * p + c]
      return
    }
    for (let a = 0; a < free; a++) {
      const value = z[g * free + a]
      gradient[k * free + a] += score * value
      for (let b = 0; b <= a; b++)
        information[(k * free + a) * size + k * free + b] += bend * value * z[g * free + b]
      for (let c = 0; c < p; c++) information[(beta + c) * size + k * free + a] -= bend * value * x[g * p + c]
    }
  }

  /** The part ln D of category j, which pushes its two thresholds apart. */
  function atDistance(j: number, g: number, w: number, distance: number): void {
    const push = w / Math.expm1(distance)
    const half = Math.sinh(distance / 2)
    const bend = w / (4 * half * half)
    for (let a = 0; a < free; a++) {
      const value = z ? z[g * free + a] : 1
      const upper = j * free + a
      const lower = (j - 1) * free + a
      gradient[upper] += push * value
      gradient[lower] -= push * value
      for (let b = 0; b < free; b++) {
        const both = bend * value * (z ? z[g * free + b] : 1)
        if (b <= a) {
          information[upper * size + j * free + b] += both
          information[lower * size + (j - 1) * free + b] += both
        }
        information[upper * size + (j - 1) * free + b] -= both
      }
    }
  }
}

function threshold(theta: Float64Array, z: Float64Array, g: number, k: number, free: number): number {
  let sum = 0
  for (let a = 0; a < free; a++) sum += z[g * free + a] * theta[k * free + a]
  return sum
}
