import type { RecessionCone } from './recession-cone.ts'
import { dot, norm } from './vectors.ts'

/**
 * Where a parameter ends as the likelihood goes to its supremum: at a finite value, at one of the infinities, or
 * `undetermined` because the likelihood reaches its supremum along ways on which it goes to either.
 */
export type Limit = 'finite' | 'plus-infinity' | 'minus-infinity' | 'undetermined'

/** The limit of a linear function of the parameters. */
export function parameterLimit(cone: RecessionCone, functional: Float64Array): Limit {
  const length = norm(functional)
  const moves = cone.unbounded.some((vector) => Math.abs(dot(vector, functional)) > 1e-8 * length)
  if (!moves) return 'finite'
  if (cone.unbounded.length === 1)
    return dot(cone.direction, functional) > 0 ? 'plus-infinity' : 'minus-infinity'
  const plus = cone.grows(functional)
  const minus = cone.grows(functional.map((value) => -value))
  return plus && minus ? 'undetermined' : plus ? 'plus-infinity' : 'minus-infinity'
}
