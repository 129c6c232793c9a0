import type { Warning } from '../result.ts'

/** Counts (or sums of weights), row by row. Rows and columns ascend if their order is to mean anything. */
export type CrossTable = readonly (readonly number[])[]

/** A checked table with its margins. `whole` = every count is a whole number, so exact methods may use it. */
export type Margins = {
  counts: CrossTable
  rowTotals: number[]
  columnTotals: number[]
  n: number
  whole: boolean
}

/**
 * Checks a table of counts and adds up its margins. A table without rows, or with rows of no columns, is
 * allowed and has n = 0.
 *
 * @param where the name of the calling function, first in every message
 * @throws `gamma: expected 3 columns in row 2, found 2` · `gamma: expected counts of 0 or more, found -1`
 * @example tableMargins('gamma', [[5, 3], [4, 4]]).rowTotals // [8, 8]
 */
export function tableMargins(where: string, counts: CrossTable): Margins {
  const columns = counts[0]?.length ?? 0
  const rowTotals: number[] = []
  const columnTotals = new Array<number>(columns).fill(0)
  let n = 0
  let whole = true
  counts.forEach((row, i) => {
    if (row.length !== columns)
      throw new RangeError(`${where}: expected ${columns} columns in row ${i + 1}, found ${row.length}`)
    let total = 0
    row.forEach((count, j) => {
      if (!(count >= 0 && count < Infinity))
        throw new RangeError(`${where}: expected counts of 0 or more, found ${count}`)
      whole &&= Number.isSafeInteger(count)
      total += count
      columnTotals[j] += count
    })
    rowTotals.push(total)
    n += total
  })
  return { counts, rowTotals, columnTotals, n, whole }
}

/**
 * The table without its empty rows and columns, and which rows and columns (counted from 0) were kept.
 *
 * @example withoutEmptyLines(tableMargins('gamma', [[5, 0], [0, 0], [2, 0]])).rows // [0, 2]
 */
export function withoutEmptyLines(margins: Margins): Margins & { rows: number[]; columns: number[] } {
  const rows = keysOfPositive(margins.rowTotals)
  const columns = keysOfPositive(margins.columnTotals)
  const complete = rows.length === margins.rowTotals.length && columns.length === margins.columnTotals.length
  if (complete) return { ...margins, rows, columns }
  return {
    ...margins,
    counts: rows.map((i) => columns.map((j) => margins.counts[i][j])),
    rowTotals: rows.map((i) => margins.rowTotals[i]),
    columnTotals: columns.map((j) => margins.columnTotals[j]),
    rows,
    columns,
  }
}

/** The rows become columns and the columns rows. */
export function transposed(table: CrossTable): number[][] {
  return (table[0] ?? []).map((_, j) => table.map((row) => row[j]))
}

/** What a reader must know about a table whatever is computed from it: fractional counts and no counts at all. */
export function tableWarnings({ n, whole }: Margins): Warning[] {
  if (n === 0) return [{ code: 'no-observations' }]
  return whole ? [] : [{ code: 'fractional-counts' }]
}

/**
 * Refuses a table that is not of whole counts.
 *
 * @throws `exact test: expected whole counts, found 2.5; weighted tables have no exact distribution`
 */
export function requireWholeCounts(where: string, { counts, whole }: Margins): void {
  if (whole) return
  const found = counts.flat().find((count) => !Number.isSafeInteger(count))
  throw new RangeError(
    `${where}: expected whole counts, found ${found}; weighted tables have no exact distribution`,
  )
}

function keysOfPositive(totals: number[]): number[] {
  return totals.flatMap((total, key) => (total > 0 ? [key] : []))
}
