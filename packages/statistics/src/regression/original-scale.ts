import type { Design } from './design-matrix.ts'

/** A parameter as reported, as a linear function of the parameters the engine works with. */
export type ScaledParameter = { name: string; functional: Float64Array }

/**
 * Thresholds and coefficients in the units of the data. The engine centres and scales covariates; with
 * (x - m) / s for x, a coefficient is the engine's divided by s, and a threshold the engine's plus the sum of m times it.
 */
export function originalScale(
  { columns }: Design,
  categories: readonly string[],
): { thresholds: ScaledParameter[]; coefficients: ScaledParameter[] } {
  const top = categories.length - 1
  const size = top + columns.length
  return {
    thresholds: categories.slice(0, top).map((category, k) => {
      const functional = new Float64Array(size)
      functional[k] = 1
      columns.forEach(({ center, scale }, c) => (functional[top + c] = center / scale))
      return { name: `${category}|${categories[k + 1]}`, functional }
    }),
    coefficients: columns.map(({ name, scale }, c) => {
      const functional = new Float64Array(size)
      functional[top + c] = 1 / scale
      return { name, functional }
    }),
  }
}

/** The covariance of two linear functions of the parameters. */
export function covarianceOf(a: Float64Array, b: Float64Array, covariance: Float64Array): number {
  const size = a.length
  let sum = 0
  for (let i = 0; i < size; i++)
    if (a[i] !== 0) for (let j = 0; j < size; j++) sum += a[i] * covariance[i * size + j] * b[j]
  return sum
}

/** The covariance matrix of several linear functions, row by row. */
export function covarianceMatrix(functionals: Float64Array[], covariance: Float64Array): number[][] {
  return functionals.map((a) => functionals.map((b) => covarianceOf(a, b, covariance)))
}
