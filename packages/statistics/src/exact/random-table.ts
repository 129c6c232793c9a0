import type { SeededRandom } from '../seeded-random.ts'
import { hypergeometricDraw } from './hypergeometric-draw.ts'

/**
 * Fills `table` (rows × columns, flat) with a random table of the given margins, as if the row labels had been
 * shuffled over the observations.
 *
 * @param open scratch of one number per row
 *
 * Source: Patefield (1981), algorithm AS 159.
 */
export function randomTable(
  random: SeededRandom,
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  table: Float64Array,
  open: Float64Array,
): void {
  const rows = rowTotals.length
  const columns = columnTotals.length
  let remaining = 0
  for (let i = 0; i < rows; i++) remaining += open[i] = rowTotals[i]
  for (let j = 0; j < columns; j++) {
    let wanted = columnTotals[j]
    let below = remaining
    remaining -= wanted
    for (let i = 0; i < rows; i++) {
      below -= open[i]
      const x = wanted === 0 ? 0 : below === 0 ? wanted : hypergeometricDraw(random, open[i], below, wanted)
      table[i * columns + j] = x
      open[i] -= x
      wanted -= x
    }
  }
}

/** Steps of some ten nanoseconds that one random table costs. */
export function randomTableCost(rowTotals: readonly number[], columnTotals: readonly number[]): number {
  const n = rowTotals.reduce((sum, total) => sum + total, 0)
  let cost = 0
  for (const row of rowTotals)
    for (const column of columnTotals) cost += 4 + Math.sqrt((row * column) / Math.max(1, n))
  return cost
}
