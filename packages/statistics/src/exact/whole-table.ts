import {
  type CrossTable,
  type Margins,
  requireWholeCounts,
  tableMargins,
  tableWarnings,
  withoutEmptyLines,
} from '../tables/cross-table.ts'
import type { Warning } from '../result.ts'

/** A checked table of whole counts without its empty lines. `single` = its margins allow no other table. */
export type WholeTable = Margins & {
  rows: number[]
  columns: number[]
  single: boolean
  warnings: Warning[]
}

/**
 * Checks a table for an exact test.
 *
 * @throws `exact gamma: expected whole counts, found 2.5; weighted tables have no exact distribution` and as
 *   `tableMargins`
 */
export function wholeTable(where: string, table: CrossTable): WholeTable {
  const given = tableMargins(where, table)
  requireWholeCounts(where, given)
  const kept = withoutEmptyLines(given)
  const single = kept.rows.length < 2 || kept.columns.length < 2
  const warnings = tableWarnings(kept)
  if (single && kept.n > 0) warnings.push({ code: 'one-category' })
  return { ...kept, single, warnings }
}
