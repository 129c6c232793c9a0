import { addScaled, dot, norm } from './vectors.ts'

/** Adds the part of `vector` that `basis` does not reach yet, at length one; nothing if it reaches all of it. */
export function extendBasis(basis: Float64Array[], vector: Float64Array): void {
  const rest = remainder(basis, vector)
  const length = norm(rest)
  if (length <= 1e-9 * norm(vector)) return
  basis.push(rest.map((value) => value / length))
}

/** An orthonormal basis of everything that is at right angles to `basis`. */
export function complement(basis: Float64Array[], size: number): Float64Array[] {
  const all = [...basis]
  while (all.length < size) {
    let best: Float64Array | undefined
    let most = 0
    for (let i = 0; i < size; i++) {
      const unit = new Float64Array(size)
      unit[i] = 1
      const rest = remainder(all, unit)
      const length = norm(rest)
      if (length <= most) continue
      most = length
      best = rest.map((value) => value / length)
    }
    if (!best) break
    all.push(best)
  }
  return all.slice(basis.length)
}

/** What is left of a vector outside a basis; taken out twice, so that rounding leaves no part of it. */
function remainder(basis: Float64Array[], vector: Float64Array): Float64Array {
  const rest = Float64Array.from(vector)
  for (let pass = 0; pass < 2; pass++) for (const one of basis) addScaled(rest, one, -dot(one, rest))
  return rest
}
