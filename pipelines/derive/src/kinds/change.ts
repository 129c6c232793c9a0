import type { Change, Unit } from '@pejling/indicators'
import { identifier, literal, missingColumn } from '@pejling/warehouse'
import { guarded, type Made, reasonOf, valueOf } from '../made.ts'

/** Which earlier round each round is held against, where there is one that can be compared. */
export type Earlier = Record<string, string>

/**
 * The value less that of an earlier round of the same unit. Without a round to compare with, or a row of the unit in it,
 * not applicable; else missing if either is, this round's reason first.
 */
export function change({ of }: Change, unit: Unit, rows: string, earlier: Earlier, alias: string): Made {
  const cases = Object.entries(earlier).map(
    ([round, before]) => `WHEN ${literal(round)} THEN ${literal(before)}`,
  )
  const round = cases.length > 0 ? `CASE r.round ${cases.join(' ')} END` : 'NULL'
  const missing = `CASE WHEN ${alias}.key IS NULL THEN 'not_applicable' ELSE coalesce(${reasonOf(of)}, ${alias}.why) END`
  return {
    join: `LEFT JOIN (SELECT ${identifier(unit.key)} AS key, round, ${identifier(of)} AS value,
        ${identifier(missingColumn(of))} AS why FROM (${rows})) ${alias}
      ON ${alias}.key = ${valueOf(unit.key)} AND ${alias}.round = ${round}`,
    missing,
    value: guarded(missing, `${valueOf(of)} - ${alias}.value`),
  }
}
