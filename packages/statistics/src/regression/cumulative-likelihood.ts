import { parallelLikelihood } from './parallel-likelihood.ts'
import { partialLikelihood } from './partial-likelihood.ts'

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
  gradient.fill(0)
  information.fill(0)
  const { z } = problem
  const value = z
    ? partialLikelihood({ ...problem, z }, theta, gradient, information)
    : parallelLikelihood(problem, theta, gradient, information)
  const size = theta.length
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) information[j * size + i] = information[i * size + j]
  return value
}
