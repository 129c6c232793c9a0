import { type SuppressOptions, suppressTables, type TableSuppression } from './suppress-tables.ts'
import { type TableView, wholeView } from './table-view.ts'

/**
 * Which counts of one table to hide so that no small count can be read or worked out from the row and column totals,
 * the total, and coarser tables of the same units that are shown beside it. See `suppressTables`.
 *
 * @returns the table's suppression, and that of each related table in `related`
 * @throws as `suppressTables`
 * @example suppressTable([[2, 8], [9, 7], [6, 5]], { threshold: 3 }).cells // the 2, and what keeps it from being worked out
 */
export function suppressTable(
  counts: number[][],
  { related = [], ...options }: SuppressOptions & { related?: TableView[] },
): TableSuppression & { related: TableSuppression[] } {
  const own = wholeView(counts.length, counts[0]?.length ?? 0)
  const [first, ...others] = suppressTables(counts, [own, ...related], options)
  return { ...first, related: others }
}
