/** Probabilities of all categories at one combination of explanatory values, and how they depend on the parameters. */
export type CategoryProbabilities = {
  values: Float64Array
  /** Derivatives, a row for each category. */
  gradients: Float64Array[]
  /** Derivative of each probability by the linear predictor x′β, and the gradient of that. */
  slopes: Float64Array
  slopeGradients: Float64Array[]
}

/**
 * The probabilities of a proportional-odds logit with `top` thresholds at the row `x` of its design. Each is taken
 * as a product, so that small ones keep their digits.
 */
export function categoryProbabilities(
  theta: Float64Array,
  top: number,
  x: Float64Array,
): CategoryProbabilities {
  const size = theta.length
  let eta = 0
  for (let c = 0; c < x.length; c++) eta += x[c] * theta[top + c]
  const below = Float64Array.from({ length: top }, (_, k) => 1 / (1 + Math.exp(eta - theta[k])))
  const above = Float64Array.from({ length: top }, (_, k) => 1 / (1 + Math.exp(theta[k] - eta)))
  const values = new Float64Array(top + 1)
  const slopes = new Float64Array(top + 1)
  const gradients: Float64Array[] = []
  const slopeGradients: Float64Array[] = []
  for (let j = 0; j <= top; j++) {
    const apart = j > 0 && j < top ? -Math.expm1(theta[j - 1] - theta[j]) : 1
    values[j] = apart * (j < top ? below[j] : 1) * (j > 0 ? above[j - 1] : 1)
    const gradient = new Float64Array(size)
    const bent = new Float64Array(size)
    for (const [k, sign] of [
      [j, 1],
      [j - 1, -1],
    ]) {
      if (k < 0 || k >= top) continue
      const density = sign * below[k] * above[k]
      const bend = density * (above[k] - below[k])
      slopes[j] -= density
      gradient[k] += density
      bent[k] -= bend
      for (let c = 0; c < x.length; c++) {
        gradient[top + c] -= density * x[c]
        bent[top + c] += bend * x[c]
      }
    }
    gradients.push(gradient)
    slopeGradients.push(bent)
  }
  return { values, gradients, slopes, slopeGradients }
}
