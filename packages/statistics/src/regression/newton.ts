import { cholesky, choleskySolve } from './cholesky.ts'

/** Value of a concave function, writing its gradient and minus its second derivatives (or what stands for them). */
export type Concave = (theta: Float64Array, gradient: Float64Array, information: Float64Array) => number

/** Where Newton's method ended. `information` is that of all parameters, the fixed ones too. */
export type Maximum = {
  theta: Float64Array
  value: number
  gradient: Float64Array
  information: Float64Array
  iterations: number
  converged: boolean
}

/**
 * Maximises a concave function by Newton's method with step halving; a ridge is added where the second derivatives
 * are numerically flat. Parameters marked in `fixed` stay where they start.
 *
 * Stops when the step is shorter than 10⁻⁸ standard errors: one more step would change nothing, as errors square.
 */
export function newtonMaximum(
  evaluate: Concave,
  start: Float64Array,
  fixed?: Uint8Array,
  limit = 200,
): Maximum {
  const size = start.length
  let theta = Float64Array.from(start)
  let gradient = new Float64Array(size)
  let information = new Float64Array(size * size)
  let trialGradient = new Float64Array(size)
  let trialInformation = new Float64Array(size * size)
  let value = evaluate(theta, gradient, information)
  for (let iterations = 0; ; iterations++) {
    const step = ascent(information, gradient, size, fixed)
    let decrement = 0
    for (let i = 0; i < size; i++) decrement += step[i] * gradient[i]
    if (!(decrement > 1e-26) || iterations >= limit)
      return { theta, value, gradient, information, iterations, converged: decrement < 1e-12 }
    let better = false
    for (let share = 1; share > 1e-12 && !better; share /= 2) {
      const trial = theta.map((at, i) => at + share * step[i])
      const found = evaluate(trial, trialGradient, trialInformation)
      better = found >= value - 1e-13 * (1 + Math.abs(value))
      if (!better) continue
      theta = trial
      value = found
      ;[gradient, trialGradient] = [trialGradient, gradient]
      ;[information, trialInformation] = [trialInformation, information]
    }
    if (!better || decrement < 1e-16)
      return { theta, value, gradient, information, iterations: iterations + 1, converged: decrement < 1e-8 }
  }
}

function ascent(
  information: Float64Array,
  gradient: Float64Array,
  size: number,
  fixed: Uint8Array | undefined,
): Float64Array {
  for (let ridge = 0; ridge < 1e6; ridge = ridge ? ridge * 100 : 1e-10) {
    const factor = cholesky(ridge ? ridged(information, size, ridge) : information, size, fixed)
    if (factor) return choleskySolve(factor, gradient)
  }
  return new Float64Array(size)
}

function ridged(information: Float64Array, size: number, ridge: number): Float64Array {
  const copy = Float64Array.from(information)
  let largest = 0
  for (let i = 0; i < size; i++) largest = Math.max(largest, copy[i * size + i])
  for (let i = 0; i < size; i++) copy[i * size + i] += ridge * (largest || 1)
  return copy
}
