import { addScaled, dot, norm } from './vectors.ts'

/** Many columns that need not be stored: how long each is, one of them, and all inner products with a vector. */
export type Columns = {
  size: number
  count: number
  column(index: number): Float64Array
  /** Inner product of every column with `vector`, written into `products`. */
  products(vector: Float64Array, products: Float64Array): void
}

/**
 * The y ≥ 0 that makes Σ yᵢ aᵢ come nearest to a target, by Lawson and Hanson's active sets.
 * By Farkas' lemma this answers linear programs without an objective: either the target lies in the cone of the
 * columns (residual zero), or minus the residual is a direction that no column opposes and the target does.
 *
 * Source: Lawson & Hanson 1974, Solving Least Squares Problems, algorithm NNLS (23.10).
 *
 * @param tolerance an inner product with the residual counts as positive above `tolerance` × the target's length
 * @returns the weights of the columns in use, and the residual target - Σ yᵢ aᵢ
 */
export function nonnegativeLeastSquares(
  columns: Columns,
  target: Float64Array,
  tolerance = 1e-11,
): { used: Map<number, number>; residual: Float64Array } {
  const { size, count } = columns
  const limit = tolerance * (norm(target) || 1)
  const products = new Float64Array(count)
  const barred = new Set<number>()
  let used: { index: number; column: Float64Array; weight: number }[] = []
  let residual: Float64Array = Float64Array.from(target)

  for (let round = 0; round < 60 * size + 200; round++) {
    if (norm(residual) <= limit) break
    columns.products(residual, products)
    let best = -1
    for (let i = 0; i < count; i++)
      if (products[i] > limit && !(best >= 0 && products[i] <= products[best]) && !barred.has(i)) best = i
    if (best < 0) break
    const before = used.map((one) => ({ ...one }))
    used.push({ index: best, column: columns.column(best), weight: 0 })
    used = backToFeasible(used, target)
    const next = residualOf(used, target)
    if (norm(next) >= norm(residual)) {
      // Rounding only: without this bar the same column would come and go for ever.
      barred.add(best)
      used = before
    } else {
      residual = next
      barred.clear()
    }
  }
  return { used: new Map(used.map(({ index, weight }) => [index, weight])), residual }
}

type Used = { index: number; column: Float64Array; weight: number }[]

/** The inner loop: unrestricted least squares over the columns in use, stepping back to drop those below zero. */
function backToFeasible(start: Used, target: Float64Array): Used {
  let used = start
  for (let first = true; ; first = false) {
    const columns = used.map(({ column }) => column)
    const solution = leastSquares(columns, target)
    if (first && solution[used.length - 1] <= 0) return used.slice(0, -1)
    let step = 1
    let leaving = -1
    used.forEach(({ weight }, i) => {
      const share = solution[i] > 0 ? 1 : weight > 0 ? weight / (weight - solution[i]) : 0
      if (share >= step) return
      step = share
      leaving = i
    })
    used.forEach((one, i) => (one.weight += step * (solution[i] - one.weight)))
    if (leaving < 0) return used.filter(({ weight }) => weight > 0)
    used = used.filter(({ weight }, i) => i !== leaving && (solution[i] > 0 || weight > 0))
  }
}

/** Least squares by modified Gram–Schmidt, done twice for full orthogonality; dependent columns get zero. */
function leastSquares(columns: Float64Array[], target: Float64Array): Float64Array {
  const { length: count } = columns
  const basis: Float64Array[] = []
  const r = columns.map(() => new Float64Array(count))
  columns.forEach((column, j) => {
    const q = Float64Array.from(column)
    for (let pass = 0; pass < 2; pass++)
      basis.forEach((b, i) => {
        const share = dot(b, q)
        r[i][j] += share
        for (let k = 0; k < q.length; k++) q[k] -= share * b[k]
      })
    const size = norm(q)
    const dependent = size <= 1e-12 * norm(column)
    r[j][j] = dependent ? 0 : size
    basis.push(q.map((value) => (dependent ? 0 : value / size)))
  })
  const solution = new Float64Array(count)
  const rest = basis.map((b) => dot(b, target))
  for (let i = count - 1; i >= 0; i--) {
    let sum = rest[i]
    for (let j = i + 1; j < count; j++) sum -= r[i][j] * solution[j]
    solution[i] = r[i][i] === 0 ? 0 : sum / r[i][i]
  }
  return solution
}

function residualOf(used: Used, target: Float64Array): Float64Array {
  const residual = Float64Array.from(target)
  for (const { column, weight } of used) addScaled(residual, column, -weight)
  return residual
}
