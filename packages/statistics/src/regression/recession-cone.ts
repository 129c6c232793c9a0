import { type CumulativeProblem, parameterCount } from './cumulative-likelihood.ts'
import { type Columns, nonnegativeLeastSquares } from './nonnegative-least-squares.ts'
import { complement, extendBasis } from './orthonormal-basis.ts'

/**
 * The directions in which the log likelihood never falls. If there is one besides zero, the data are separated:
 * no finite maximum exists, and the likelihood only approaches its supremum.
 */
export type RecessionCone = {
  separated: boolean
  /** Every observation is predicted perfectly in the limit. */
  complete: boolean
  /** Per cell: 1 if its upper threshold, 2 if its lower threshold, runs to its limit (see `CumulativeProblem`). */
  settled: Uint8Array
  /** A direction in the inside of the cone. */
  direction: Float64Array
  /** Orthonormal basis of the space the cone spans; a linear function of the parameters is finite if it is zero there. */
  unbounded: Float64Array[]
  /** Whether some direction of the cone makes this linear function grow. */
  grows(functional: Float64Array): boolean
}

/**
 * Finds the recession cone of a cumulative logit before anything is fitted.
 *
 * A direction d belongs to it if no observation opposes: ζ may not fall at the upper threshold of what was observed,
 * nor rise at the lower one. Where a pattern was seen on both sides of a threshold this is an equation; the rest is
 * a linear program without an objective, answered by Farkas' lemma and non-negative least squares: minus the sum of
 * all rows lies in the cone of the rows exactly if no row can be strictly positive (Stiemke 1915).
 *
 * Source: Albert & Anderson 1984, Biometrika 71, 1-10; Konis 2007, Linear programming algorithms for detecting
 * separated data; for cumulative links Haberman 1980 and Pratt 1981 (concavity).
 */
export function recessionCone(problem: CumulativeProblem): RecessionCone {
  const size = parameterCount(problem)
  // A part of the data without a separating direction proves that the whole has none.
  const step = Math.floor(problem.patterns / 1500)
  if (step > 1 && spansEverything(problem, size, step)) return noCone(problem, size)

  const { rows, basis } = constraints(problem, 1)
  if (basis.length === size) return noCone(problem, size)
  const space = complement(basis, size)
  const columns = constraintColumns(problem, rows, space, 1)
  const products = new Float64Array(columns.count)
  const direction = new Float64Array(size)
  for (let found = true; found;) {
    const inside = strictDirection(columns, rows)
    found = false
    if (!inside) break
    columns.products(inside, products)
    const largest = products.reduce((most, value) => Math.max(most, value), 0)
    for (let i = 0; i < products.length; i++)
      if (rows[i] === inequality && products[i] > 1e-7 * largest) {
        rows[i] = strict
        found = true
      }
    if (found) addScaled(direction, spread(inside, space, size), 1 / largest)
  }

  const settled = new Uint8Array(problem.category.length)
  let complete = true
  rows.forEach((state, i) => {
    if (state === strict) settled[i >> 1] |= 1 + (i & 1)
    else if (state !== none) complete = false
  })
  const remaining = remainingBasis(problem, rows, basis, size)
  const unbounded = complement(remaining, size)
  return {
    separated: unbounded.length > 0,
    complete: complete && unbounded.length > 0,
    settled,
    direction,
    unbounded,
    grows: (functional) => {
      const target = space.map((vector) => -dot(vector, functional))
      return residualOf(columns, Float64Array.from(target)) !== undefined
    },
  }
}

const none = 0
const inequality = 1
const equation = 2
const strict = 3

function noCone(problem: CumulativeProblem, size: number): RecessionCone {
  return {
    separated: false,
    complete: false,
    settled: new Uint8Array(problem.category.length),
    direction: new Float64Array(size),
    unbounded: [],
    grows: () => false,
  }
}

function spansEverything(problem: CumulativeProblem, size: number, step: number): boolean {
  const { rows, basis } = constraints(problem, step)
  if (basis.length === size) return true
  if (remainingBasis(problem, rows, basis, size).length < size) return false
  return !strictDirection(constraintColumns(problem, rows, complement(basis, size), step), rows)
}

/** The state of every constraint (cell × upper, lower) and a basis of the equations. */
function constraints(problem: CumulativeProblem, step: number): { rows: Uint8Array; basis: Float64Array[] } {
  const { categories, patterns, start, category } = problem
  const top = categories - 1
  const size = parameterCount(problem)
  const rows = new Uint8Array(category.length * 2)
  const basis: Float64Array[] = []
  const below = new Uint8Array(top)
  const above = new Uint8Array(top)
  for (let g = 0; g < patterns; g += step) {
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
function remainingBasis(
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
function constraintColumns(
  problem: CumulativeProblem,
  rows: Uint8Array,
  space: Float64Array[],
  step: number,
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
      const d = spread(vector, space, size)
      for (let g = 0; g < patterns; g += step) {
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

/** A direction that no row opposes and that some row not yet strict goes along with; nothing if there is none. */
function strictDirection(columns: Columns, rows: Uint8Array): Float64Array | undefined {
  const target = new Float64Array(columns.size)
  let total = 0
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] !== inequality) continue
    const column = columns.column(i)
    addScaled(target, column, -1)
    total += Math.sqrt(dot(column, column))
  }
  if (Math.sqrt(dot(target, target)) <= 1e-12 * total) return undefined
  return residualOf(columns, target)
}

/**
 * Minus the residual of the target's projection on the cone of the columns, or nothing if the target lies inside.
 * A residual that is only rounding is told from a small one by projecting it once more.
 */
function residualOf(columns: Columns, target: Float64Array): Float64Array | undefined {
  let vector = unit(target)
  for (let round = 0; vector && round < 6; round++) {
    const { residual } = nonnegativeLeastSquares(columns, vector)
    const norm = Math.sqrt(dot(residual, residual))
    if (round > 0 && norm > 0.999999) return residual.map((value) => -value)
    vector = norm > 1e-11 ? unit(residual) : undefined
  }
  return undefined
}

function unit(vector: Float64Array): Float64Array | undefined {
  const norm = Math.sqrt(dot(vector, vector))
  return norm > 0 ? vector.map((value) => value / norm) : undefined
}

function spread(vector: Float64Array, space: Float64Array[], size: number): Float64Array {
  const full = new Float64Array(size)
  space.forEach((basis, i) => addScaled(full, basis, vector[i]))
  return full
}

function addScaled(to: Float64Array, vector: Float64Array, share: number): void {
  for (let i = 0; i < to.length; i++) to[i] += share * vector[i]
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
