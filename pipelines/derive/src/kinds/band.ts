import type { Band, Variable } from '@pejling/indicators'
import { literal } from '@pejling/warehouse'
import { guarded, type Made, reasonOf, valueOf } from '../made.ts'

/** The category between the two cuts a number lies between; a cut belongs to the category above it, or below it. */
export function band({ from, cuts, edge = 'above' }: Band, { categories = [] }: Variable): Made {
  const below = edge === 'above' ? '<' : '<='
  const cases = cuts.map(
    (cut, i) => `WHEN ${valueOf(from)} ${below} ${cut} THEN ${literal(categories[i].id)}`,
  )
  const value = `CASE ${cases.join(' ')} ELSE ${literal(categories[cuts.length].id)} END`
  return { missing: reasonOf(from), value: guarded(reasonOf(from), value) }
}
