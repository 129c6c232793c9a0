import type { Unit, WeightedCount } from '@pejling/indicators'
import { identifier, literal, missingColumn } from '@pejling/warehouse'
import { firstReason, guarded, type Made, mostReason, reasonOf, sameRound, valueOf } from '../made.ts'

/** Numbers of the unit added with weights; missing, by the order of reasons, if one of them is. */
export function weightedSum({ weights }: WeightedCount): Made {
  const missing = firstReason(Object.keys(weights).map(reasonOf))
  const terms = Object.entries(weights).map(([id, weight]) => `${weight} * ${valueOf(id)}`)
  return { missing, value: guarded(missing, terms.join(' + ')) }
}

/**
 * The rows of a unit inside counted with the weight of their category: whole counts first, then weights, so that the sum
 * does not depend on the order of rows. Missing, for the reason most rows have, if a row's category is; without rows 0.
 */
export function weightedRows({ weights, by }: WeightedCount, unit: Unit, inner: string, alias: string): Made {
  const column = identifier(by!)
  const why = identifier(missingColumn(by!))
  const terms = Object.entries(weights).map(
    ([category, weight]) => `${weight} * count(*) FILTER (WHERE ${column} = ${literal(category)})`,
  )
  const most = mostReason((reason) => `count(*) FILTER (WHERE ${why} = ${literal(reason)})`)
  const missing = `${alias}.why`
  return {
    join: `LEFT JOIN (SELECT ${identifier(unit.key)} AS key, round, (${terms.join(' + ')})::DOUBLE AS value, ${most} AS why
      FROM (${inner}) GROUP BY ALL) ${alias}
      ON ${alias}.key = ${valueOf(unit.key)} AND ${sameRound(`${alias}.round`, 'r.round')}`,
    missing,
    value: guarded(missing, `coalesce(${alias}.value, 0)`),
  }
}
