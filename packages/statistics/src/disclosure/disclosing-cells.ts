import type { Item } from './table-view.ts'

/**
 * Why a count must be hidden by itself: `small` (1 to threshold − 1; nobody and enough are no secret), or `whole`: all
 * of a row or column stand in one category, so that to know the group is to know the answer.
 */
export type WhyDisclosing = 'small' | 'whole'

/** The rows and columns of a table with all their units in one category, where there was more than one to stand in. */
export type WholeGroups = { rows: number[]; columns: number[] }

/** The counts of one view that give somebody away. `threshold` is the smallest count that may be shown, zero apart. */
export function disclosingCells(
  items: Item[],
  threshold: number,
  whole: WholeGroups | undefined,
): Map<Item, WhyDisclosing> {
  const found = new Map<Item, WhyDisclosing>()
  for (const item of items) {
    const { row, column, value } = item
    if (value > 0 && value < threshold) found.set(item, 'small')
    else if (value > 0 && (whole?.rows.includes(row) || whole?.columns.includes(column)))
      found.set(item, 'whole')
  }
  return found
}

/**
 * Rows and columns of a table that disclose although no count is small: 8 of 8. A table with all units in one row has
 * no whole columns to speak of (there was nowhere else to stand), and the other way round.
 *
 * @example wholeGroups([[8, 0], [3, 5]]) // { rows: [0], columns: [1] }
 */
export function wholeGroups(counts: number[][]): WholeGroups {
  const rows = counts
  const columns = (counts[0] ?? []).map((_, j) => counts.map((line) => line[j]))
  return { rows: standing(rows, columns), columns: standing(columns, rows) }
}

function standing(lines: number[][], across: number[][]): number[] {
  if (across.filter((line) => line.some((count) => count > 0)).length < 2) return []
  return lines.flatMap((line, at) => (line.filter((count) => count > 0).length === 1 ? [at] : []))
}
