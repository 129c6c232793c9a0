/** A symmetric positive definite matrix split as L·L′ (row-major), leaving out the parameters marked as fixed. */
export type Cholesky = { size: number; lower: Float64Array; fixed: Uint8Array | undefined }

/**
 * Cholesky factor of a symmetric matrix given row by row (only its lower triangle is read). Rows and columns
 * marked in `fixed` are left out: they behave like the identity and their solution is zero.
 *
 * @returns `undefined` if a pivot is not clearly positive: the matrix is not positive definite
 * @example cholesky(Float64Array.of(4, 2, 2, 3), 2)?.lower // 2 0 1 √2
 */
export function cholesky(matrix: Float64Array, size: number, fixed?: Uint8Array): Cholesky | undefined {
  const lower = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    if (fixed?.[i]) {
      lower[i * size + i] = 1
      continue
    }
    for (let j = 0; j <= i; j++) {
      if (fixed?.[j]) continue
      let sum = matrix[i * size + j]
      for (let k = 0; k < j; k++) sum -= lower[i * size + k] * lower[j * size + k]
      if (i !== j) lower[i * size + j] = sum / lower[j * size + j]
      else if (sum > 1e-15 * matrix[i * size + i]) lower[i * size + i] = Math.sqrt(sum)
      else return undefined
    }
  }
  return { size, lower, fixed }
}

/** The x with L·L′ x = b; zero where a parameter is fixed. */
export function choleskySolve({ size, lower, fixed }: Cholesky, b: Float64Array): Float64Array {
  const x = Float64Array.from(b)
  for (let i = 0; i < size; i++) {
    let sum = fixed?.[i] ? 0 : x[i]
    for (let k = 0; k < i; k++) sum -= lower[i * size + k] * x[k]
    x[i] = sum / lower[i * size + i]
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i] * x[k]
    x[i] = sum / lower[i * size + i]
  }
  return x
}

/** The inverse of L·L′; rows and columns of fixed parameters are zero. */
export function choleskyInverse(factor: Cholesky): Float64Array {
  const { size } = factor
  const inverse = new Float64Array(size * size)
  const unit = new Float64Array(size)
  for (let j = 0; j < size; j++) {
    unit[j] = 1
    const column = choleskySolve(factor, unit)
    unit[j] = 0
    for (let i = 0; i < size; i++) inverse[i * size + j] = column[i]
  }
  return inverse
}

/** ln det of the matrix without its fixed rows and columns. */
export function choleskyLogDeterminant({ size, lower }: Cholesky): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += 2 * Math.log(lower[i * size + i])
  return sum
}
