import { pointsOf, type Score, type Variable } from '@pejling/indicators'
import { literal } from '@pejling/warehouse'
import { guarded, type Made, mostReason, reasonOf, valueOf } from '../made.ts'

/**
 * Mean or sum of items with a rule for those not answered: from `atLeast` answers on, their mean stands for the rest
 * (half-scale rule and its kin; Ware et al. 1993, SF-36 manual, for the half).
 */
export function score(derived: Score, find: (id: string) => Variable): Made {
  const { items, reverse = [], atLeast, as, points } = derived
  const numbers = items.map((id) => numberOf(find(id), reverse.includes(id), points))
  const answered = numbers.map((number) => `(${number} IS NOT NULL)::INTEGER`).join(' + ')
  const sum = numbers.map((number) => `coalesce(${number}, 0)`).join(' + ')
  const whole = as === 'mean' ? '' : ` * ${items.length}`
  const most = mostReason(
    (reason) =>
      `(${items.map((id) => `(${reasonOf(id)} IS NOT DISTINCT FROM ${literal(reason)})::INTEGER`).join(' + ')})`,
  )
  const missing = `CASE WHEN ${answered} < ${atLeast} THEN ${most} END`
  return { missing, value: guarded(missing, `(${sum})${whole} / (${answered})`) }
}

function numberOf(item: Variable, isReversed: boolean, given?: Record<string, number>): string {
  const found = pointsOf(item, given)
  if (!found || 'without' in found) {
    const { min = 0, max = 0 } = item.range ?? {}
    return isReversed ? `(${min + max} - ${valueOf(item.id)})` : valueOf(item.id)
  }
  const all = Object.values(found.points)
  const turn = Math.min(...all) + Math.max(...all)
  const cases = Object.entries(found.points).map(
    ([id, value]) => `WHEN ${literal(id)} THEN ${isReversed ? turn - value : value}::DOUBLE`,
  )
  return `CASE ${valueOf(item.id)} ${cases.join(' ')} END`
}
