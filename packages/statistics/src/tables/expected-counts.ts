import { type CrossTable, tableMargins } from './cross-table.ts'

/**
 * The counts expected if rows and columns were independent: row total × column total / n. An empty row or column
 * expects 0. With n = 0 all are 0.
 *
 * @throws `expected counts: expected counts of 0 or more, found -1`
 * @example expectedCounts([[4, 2], [2, 6]]) // [[2.571…, 3.428…], [3.428…, 4.571…]]
 *
 * Source: Pearson (1900).
 */
export function expectedCounts(table: CrossTable): number[][] {
  const { rowTotals, columnTotals, n } = tableMargins('expected counts', table)
  return rowTotals.map((row) => columnTotals.map((column) => (n === 0 ? 0 : (row * column) / n)))
}
