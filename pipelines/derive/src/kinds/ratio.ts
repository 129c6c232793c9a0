import type { Ratio } from '@pejling/indicators'
import { firstReason, guarded, type Made, reasonOf, valueOf } from '../made.ts'

/** Missing if either is; not applicable where the denominator is 0. */
export function ratio({ numerator, denominator, times }: Ratio): Made {
  const either = firstReason([reasonOf(numerator), reasonOf(denominator)])
  const missing = `coalesce(${either}, CASE WHEN ${valueOf(denominator)} = 0 THEN 'not_applicable' END)`
  const factor = times === undefined ? '' : `${times} * `
  return { missing, value: guarded(missing, `${factor}${valueOf(numerator)} / ${valueOf(denominator)}`) }
}
