/** Inner product. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** Euclidean length. */
export function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a))
}

/** Adds a multiple of `vector` to `to`, in place. */
export function addScaled(to: Float64Array, vector: Float64Array, share: number): void {
  for (let i = 0; i < to.length; i++) to[i] += share * vector[i]
}

/** Σ weight × vector. */
export function combination(vectors: Float64Array[], weights: Float64Array, size: number): Float64Array {
  const sum = new Float64Array(size)
  vectors.forEach((vector, i) => addScaled(sum, vector, weights[i]))
  return sum
}
