export type LabelledTable = {
  rows?: string[]
  columns?: string[]
  counts: number[][]
  /** Totals that stood in the text and are no counts of their own: `row I alt`. */
  leftOut?: string[]
}

const totalWord = /^(i ?alt|total(er|t)?|sum|alle|all|subtotal)$/i

/**
 * The table without a last row or column of totals: sums that say so by their label, or, in a table of 3 × 3 or more
 * without labels, a last row and a last column that both are sums.
 */
export function withoutTotals({ rows, columns, counts }: LabelledTable): LabelledTable {
  const [lastRow, lastColumn] = [counts.length - 1, counts[0].length - 1]
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
  const same = (a: number, b: number) => Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a))
  const sumsRow = counts[lastRow].every((n, j) => same(n, sum(counts.slice(0, -1).map((row) => row[j]))))
  const sumsColumn = counts.every((row) => same(row[lastColumn], sum(row.slice(0, -1))))
  const some = sum(counts.flat()) > 0
  const both = sumsRow && sumsColumn && some && !rows && !columns && lastRow >= 2 && lastColumn >= 2
  const dropRow = both || (some && sumsRow && lastRow > 0 && totalWord.test(rows?.[lastRow] ?? ''))
  const dropColumn =
    both || (some && sumsColumn && lastColumn > 0 && totalWord.test(columns?.[lastColumn] ?? ''))
  if (!dropRow && !dropColumn) return { ...(rows && { rows }), ...(columns && { columns }), counts }
  const keep = <T>(list: T[], drop: boolean) => (drop ? list.slice(0, -1) : list)
  const leftOut = [
    dropRow ? [`row ${rows?.[lastRow] ?? lastRow + 1}`] : [],
    dropColumn ? [`column ${columns?.[lastColumn] ?? lastColumn + 1}`] : [],
  ].flat()
  return {
    ...(rows && { rows: keep(rows, dropRow) }),
    ...(columns && { columns: keep(columns, dropColumn) }),
    counts: keep(counts, dropRow).map((row) => keep(row, dropColumn)),
    leftOut,
  }
}
