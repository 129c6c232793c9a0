import type { CrossTable } from './cross-table.ts'

/**
 * Standard error of a function of multinomial counts by the delta method: √Σ nᵢⱼ (gᵢⱼ - ḡ)², where gᵢⱼ is the
 * derivative of the function with respect to the count nᵢⱼ. Sums of squares about the mean, so nothing cancels
 * when the association is strong or n is large.
 *
 * Source: Goodman and Kruskal (1972); Agresti (2013), Categorical Data Analysis, section 16.1.
 */
export function deltaError(counts: CrossTable, derivative: (i: number, j: number) => number): number {
  let n = 0
  let sum = 0
  counts.forEach((row, i) =>
    row.forEach((count, j) => {
      if (count === 0) return
      n += count
      sum += count * derivative(i, j)
    }),
  )
  const mean = sum / n
  let squares = 0
  counts.forEach((row, i) =>
    row.forEach((count, j) => {
      if (count !== 0) squares += count * (derivative(i, j) - mean) ** 2
    }),
  )
  return Math.sqrt(squares)
}
