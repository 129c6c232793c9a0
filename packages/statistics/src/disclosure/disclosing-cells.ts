import type { Item } from './table-view.ts'

/**
 * Why a count must be hidden by itself: `small` (1 to threshold − 1; nobody and enough are no secret), or `whole`: all
 * of a row or column stand in one category, so that to know the group is to know the answer. Then that count is hidden,
 * and with it an empty one beside it: as long as others might stand there, it cannot be told that all are in one place.
 */
export type WhyDisclosing = 'small' | 'whole'

/** The rows and columns of a table with all their units in one category, where there was more than one to stand in. */
export type WholeGroups = { rows: number[]; columns: number[] }

/** Rows and columns that are no categories but stand for missing values: to be in one of them tells nothing. */
export type Apart = { row?: number; column?: number }

/** The counts of one view that give somebody away. `threshold` is the smallest count that may be shown, zero apart. */
export function disclosingCells(
  items: Item[],
  threshold: number,
  whole: WholeGroups | undefined,
  apart: Apart = {},
): Map<Item, WhyDisclosing> {
  const found = new Map<Item, WhyDisclosing>()
  for (const item of items) if (item.value > 0 && item.value < threshold) found.set(item, 'small')
  const within = items.filter(({ row, column }) => row !== apart.row && column !== apart.column)
  const mark = (line: Item[], across: (item: Item) => number) => {
    const empty = line.filter(({ value }) => value === 0)
    const most = Math.max(...empty.map(across))
    for (const item of [line.find(({ value }) => value > 0), empty.find((item) => across(item) === most)])
      if (item && !found.has(item)) found.set(item, 'whole')
  }
  const total = (line: Item[]) => line.reduce((sum, { value }) => sum + value, 0)
  const inRow = (at: number) => within.filter(({ row }) => row === at)
  const inColumn = (at: number) => within.filter(({ column }) => column === at)
  for (const at of whole?.rows ?? []) mark(inRow(at), ({ column }) => total(inColumn(column)))
  for (const at of whole?.columns ?? []) mark(inColumn(at), ({ row }) => total(inRow(row)))
  return found
}

/**
 * Rows and columns of a table that disclose although no count is small: 8 of 8. A table with all units in one row has
 * no whole columns to speak of (there was nowhere else to stand), and the other way round.
 *
 * @example wholeGroups([[8, 0], [3, 5]]) // { rows: [0], columns: [1] }
 */
export function wholeGroups(counts: number[][], apart: Apart = {}): WholeGroups {
  const rows = counts.map((line, i) => line.map((count, j) => (isApart(i, j, apart) ? 0 : count)))
  const columns = (rows[0] ?? []).map((_, j) => rows.map((line) => line[j]))
  return { rows: standing(rows, columns), columns: standing(columns, rows) }
}

function isApart(i: number, j: number, { row, column }: Apart): boolean {
  return i === row || j === column
}

function standing(lines: number[][], across: number[][]): number[] {
  if (across.filter((line) => line.some((count) => count > 0)).length < 2) return []
  return lines.flatMap((line, at) => (line.filter((count) => count > 0).length === 1 ? [at] : []))
}
