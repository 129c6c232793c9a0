import { type CumulativeProblem, parameterCount } from './cumulative-likelihood.ts'
import type { Columns } from './nonnegative-least-squares.ts'
import { extendBasis } from './orthonormal-basis.ts'
import { combination, dot } from './vectors.ts'

// States of a constraint: it does not exist, it may grow, it must stay at zero, it is known to grow.
export const none = 0
export const inequality = 1
export const equation = 2
export const strict = 3

/** The state of every constraint (cell × upper, lower) and a basis of the equations. */
export function constraints(problem: CumulativeProblem): { rows: Uint8Array; basis: Float64Array[] } {
  const { categories, patterns, start, category } = problem
  const top = categories - 1
  const size = parameterCount(problem)
  const rows = new Uint8Array(category.length * 2)
  const basis: Float64Array[] = []
  const below = new Uint8Array(top)
  const above = new Uint8Array(top)
  for (let g = 0; g < patterns; g++) {
    below.fill(0)
    above.fill(0)
    for (let i = start[g]; i < start[g + 1]; i++) {
      if (category[i] < top) below[category[i]] = 1
      if (category[i] > 0) above[category[i] - 1] = 1
    }
    for (let i = start[g]; i < start[g + 1]; i++) {
      const j = category[i]
      if (j < top) rows[2 * i] = above[j] ? equation : inequality
      if (j > 0) rows[2 * i + 1] = below[j - 1] ? equation : inequality
    }
    for (let k = 0; k < top && basis.length < size; k++)
      if (below[k] && above[k]) extendBasis(basis, thresholdRow(problem, g, k, size))
  }
  return { rows, basis }
}

/** Basis of all rows that must stay at zero. */
export function remainingBasis(
  problem: CumulativeProblem,
  rows: Uint8Array,
  equations: Float64Array[],
  size: number,
): Float64Array[] {
  const { start, category, patterns } = problem
  const basis = [...equations]
  for (let g = 0; g < patterns && basis.length < size; g++)
    for (let i = start[g]; i < start[g + 1]; i++) {
      if (rows[2 * i] === inequality) extendBasis(basis, thresholdRow(problem, g, category[i], size))
      if (rows[2 * i + 1] === inequality) extendBasis(basis, thresholdRow(problem, g, category[i] - 1, size))
    }
  return basis
}

/** ζ(k) of pattern g as a linear function of the parameters. */
function thresholdRow(problem: CumulativeProblem, g: number, k: number, size: number): Float64Array {
  const { x, columns, z, free, categories } = problem
  const row = new Float64Array(size)
  for (let a = 0; a < free; a++) row[k * free + a] = z ? z[g * free + a] : 1
  const beta = (categories - 1) * free
  for (let c = 0; c < columns; c++) row[beta + c] = -x[g * columns + c]
  return row
}

/** The rows of the inequalities, seen from the space in which all equations hold. */
export function constraintColumns(
  problem: CumulativeProblem,
  rows: Uint8Array,
  space: Float64Array[],
): Columns {
  const { patterns, x, columns: p, z, free, start, category, categories } = problem
  const size = parameterCount(problem)
  const beta = (categories - 1) * free
  const patternOf = new Int32Array(category.length)
  for (let g = 0; g < patterns; g++) patternOf.fill(g, start[g], start[g + 1])
  return {
    size: space.length,
    count: rows.length,
    column: (index) => {
      const i = index >> 1
      const row = thresholdRow(problem, patternOf[i], category[i] - (index & 1), size)
      return Float64Array.from(space, (vector) => (index & 1 ? -1 : 1) * dot(vector, row))
    },
    products: (vector, products) => {
      const d = combination(space, vector, size)
      for (let g = 0; g < patterns; g++) {
        let eta = 0
        for (let c = 0; c < p; c++) eta += x[g * p + c] * d[beta + c]
        for (let i = start[g]; i < start[g + 1]; i++) {
          const j = category[i]
          const open = (state: number) => state === inequality || state === strict
          products[2 * i] = open(rows[2 * i]) ? at(g, j) - eta : 0
          products[2 * i + 1] = open(rows[2 * i + 1]) ? eta - at(g, j - 1) : 0
        }
      }
      function at(g: number, k: number): number {
        if (!z) return d[k]
        let sum = 0
        for (let a = 0; a < free; a++) sum += z[g * free + a] * d[k * free + a]
        return sum
      }
    },
  }
}
