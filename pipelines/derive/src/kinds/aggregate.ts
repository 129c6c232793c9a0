import type { Aggregate, Unit } from '@pejling/indicators'
import { identifier, literal, missingColumn } from '@pejling/warehouse'
import { guarded, type Made, mostReason, sameRound, valueOf } from '../made.ts'

/**
 * A number over the rows of a unit inside. Rows without an answer are left out; fewer than `atLeast` answers give the
 * reason most rows have; no rows at all give a count of 0, and otherwise not applicable.
 */
export function aggregate(derived: Aggregate, unit: Unit, inner: string, alias: string): Made {
  const { as, variable, atLeast = 1 } = derived
  const column = variable === undefined ? undefined : identifier(variable)
  const answered = column ? `count(${column})` : 'count(*)'
  const why = variable === undefined ? undefined : identifier(missingColumn(variable))
  const most = why ? mostReason((reason) => `count(*) FILTER (WHERE ${why} = ${literal(reason)})`) : 'NULL'
  const least = as === 'count' ? (derived.atLeast ?? 0) : atLeast
  const missing =
    as === 'count'
      ? `CASE WHEN coalesce(${alias}.answered, 0) < ${least} THEN coalesce(${alias}.why, 'not_applicable') END`
      : `CASE WHEN ${alias}.answered IS NULL OR ${alias}.answered < ${least}
          THEN coalesce(${alias}.why, 'not_applicable') END`
  return {
    join: `LEFT JOIN (SELECT ${identifier(unit.key)} AS key, round, ${answered} AS answered,
        (${measure(derived, column)})::DOUBLE AS value, ${most} AS why
      FROM (${inner}) GROUP BY ALL) ${alias}
      ON ${alias}.key = ${valueOf(unit.key)} AND ${sameRound(`${alias}.round`, 'r.round')}`,
    missing,
    value: guarded(missing, as === 'count' ? `coalesce(${alias}.value, 0)` : `${alias}.value`),
  }
}

function measure({ as, categories }: Aggregate, column?: string): string {
  if (!column) return 'count(*)'
  const inside = categories && `${column} IN (${categories.map(literal).join(', ')})`
  switch (as) {
    case 'count':
      return inside ? `count(*) FILTER (WHERE ${inside})` : `count(${column})`
    case 'share':
      return `count(*) FILTER (WHERE ${inside}) / nullif(count(${column}), 0)`
    case 'mean':
      return `avg(${column})`
    default:
      return `${as}(${column})`
  }
}
