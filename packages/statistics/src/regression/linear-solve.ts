/** The x with A x = b for a square matrix given row by row, by Gaussian elimination; nothing if A is singular. */
export function linearSolve(matrix: Float64Array, b: Float64Array): Float64Array | undefined {
  const size = b.length
  const a = Float64Array.from(matrix)
  const x = Float64Array.from(b)
  for (let k = 0; k < size; k++) {
    let pivot = k
    for (let i = k + 1; i < size; i++)
      if (Math.abs(a[i * size + k]) > Math.abs(a[pivot * size + k])) pivot = i
    if (!(Math.abs(a[pivot * size + k]) > 0)) return undefined
    for (let j = 0; j < size; j++)
      [a[k * size + j], a[pivot * size + j]] = [a[pivot * size + j], a[k * size + j]]
    ;[x[k], x[pivot]] = [x[pivot], x[k]]
    for (let i = k + 1; i < size; i++) {
      const share = a[i * size + k] / a[k * size + k]
      for (let j = k; j < size; j++) a[i * size + j] -= share * a[k * size + j]
      x[i] -= share * x[k]
    }
  }
  for (let k = size - 1; k >= 0; k--) {
    for (let j = k + 1; j < size; j++) x[k] -= a[k * size + j] * x[j]
    x[k] /= a[k * size + k]
  }
  return x
}
