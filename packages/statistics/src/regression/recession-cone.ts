import {
  constraintColumns,
  constraints,
  inequality,
  none,
  remainingBasis,
  strict,
} from './cone-constraints.ts'
import { type CumulativeProblem, parameterCount } from './cumulative-likelihood.ts'
import { type Columns, nonnegativeLeastSquares } from './nonnegative-least-squares.ts'
import { complement } from './orthonormal-basis.ts'
import { sampledProblem } from './sampled-problem.ts'
import { addScaled, combination, dot, norm } from './vectors.ts'

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
  const step = Math.floor(problem.patterns / 1000)
  if (step > 1 && !recessionCone(sampledProblem(problem, step)).separated) return noCone(problem, size)

  const { rows, basis } = constraints(problem)
  if (basis.length === size) return noCone(problem, size)
  const space = complement(basis, size)
  const columns = constraintColumns(problem, rows, space)
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
    if (found) addScaled(direction, combination(space, inside, size), 1 / largest)
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

/** A direction that no row opposes and that some row not yet strict goes along with; nothing if there is none. */
function strictDirection(columns: Columns, rows: Uint8Array): Float64Array | undefined {
  const target = new Float64Array(columns.size)
  let total = 0
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] !== inequality) continue
    const column = columns.column(i)
    addScaled(target, column, -1)
    total += norm(column)
  }
  if (norm(target) <= 1e-12 * total) return undefined
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
    const length = norm(residual)
    if (round > 0 && length > 0.999999) return residual.map((value) => -value)
    vector = length > 1e-11 ? unit(residual) : undefined
  }
  return undefined
}

function unit(vector: Float64Array): Float64Array | undefined {
  const length = norm(vector)
  return length > 0 ? vector.map((value) => value / length) : undefined
}
