/** Every table of these margins with its probability, listed naively: the judge of all cleverness in src/exact. */
export function everyTable(table: number[][]): { table: number[][]; chance: number }[] {
  const rowTotals = table.map((row) => row.reduce((sum, count) => sum + count, 0))
  const columnTotals = table[0].map((_, j) => table.reduce((sum, row) => sum + row[j], 0))
  const found: number[][][] = []
  fill(0, 0, [], rowTotals[0], [...columnTotals])
  const weights = found.map((cells) =>
    Math.exp(-cells.flat().reduce((sum, count) => sum + lnFactorial(count), 0)),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return found.map((cells, k) => ({ table: cells, chance: weights[k] / total }))

  function fill(row: number, column: number, cells: number[], open: number, left: number[]): void {
    if (row === rowTotals.length) {
      if (left.every((count) => count === 0))
        found.push(rowTotals.map((_, i) => cells.slice(i * left.length, (i + 1) * left.length)))
      return
    }
    if (open > left.slice(column).reduce((sum, count) => sum + count, 0)) return
    if (column === left.length) {
      if (open === 0) fill(row + 1, 0, cells, rowTotals[row + 1], left)
      return
    }
    for (let count = 0; count <= Math.min(open, left[column]); count++)
      fill(
        row,
        column + 1,
        [...cells, count],
        open - count,
        left.map((rest, j) => (j === column ? rest - count : rest)),
      )
  }
}

/** Chance of the tables for which `holds`. */
export function chanceThat(
  tables: { table: number[][]; chance: number }[],
  holds: (table: number[][]) => boolean,
): number {
  return tables.reduce((sum, { table, chance }) => (holds(table) ? sum + chance : sum), 0)
}

export function lnFactorial(n: number): number {
  let sum = 0
  for (let k = 2; k <= n; k++) sum += Math.log(k)
  return sum
}
