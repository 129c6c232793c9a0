import { type CrossTable, tableMargins } from './cross-table.ts'

/**
 * Adjusted residuals: (count - expected) over its standard error under independence, approximately standard
 * normal, so that beyond ±2 a cell stands out. `undefined` where the row or column is empty or holds everything.
 *
 * @throws `adjusted residuals: expected counts of 0 or more, found -1`
 * @example adjustedResiduals([[4, 2], [2, 6]])[0][0] // 1.559
 *
 * Source: Haberman (1973): (n - e) / √(e (1 - row share) (1 - column share)).
 */
export function adjustedResiduals(table: CrossTable): (number | undefined)[][] {
  const { rowTotals, columnTotals, n } = tableMargins('adjusted residuals', table)
  return table.map((row, i) =>
    row.map((count, j) => {
      const expected = (rowTotals[i] * columnTotals[j]) / n
      const variance = expected * (1 - rowTotals[i] / n) * (1 - columnTotals[j] / n)
      return variance > 0 ? (count - expected) / Math.sqrt(variance) : undefined
    }),
  )
}
