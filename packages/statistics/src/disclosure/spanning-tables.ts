import type { HiddenRange } from './attacker.ts'
import type { Apart } from './disclosing-cells.ts'
import type { Rectangle } from './rectangle.ts'
import { tableAttacker } from './table-attacker.ts'

/**
 * The range of each count of a rectangle over tables with the same totals there and a count of one in each of its rows and
 * each of its columns: in all of them it is the smallest rectangle around what must be hidden. They are found by fixing
 * ones along a diagonal, in turn along each, while all other counts move freely: largest flows, exact and whole.
 *
 * @param apart the row and the column of missing values: a one there does not keep a row or column from being whole, so
 *   each other one has a one elsewhere
 * @param holds whether the first table found along a diagonal is hidden by the rectangle; else the diagonal is left out
 * @param enough ends of a range are looked for no further apart than this
 * @returns the ranges by place in the whole table; none for a place of which nothing was found
 */
export function spanningRanges(
  start: Int32Array,
  width: number,
  rectangle: Rectangle,
  { apart, holds, enough }: { apart: Apart; holds: (table: Int32Array) => boolean; enough: number },
): Map<number, HiddenRange> {
  const { rows, columns } = rectangle
  const part = rows.map((i) => columns.map((j) => start[i * width + j]))
  const ranges = new Map<number, HiddenRange>()
  for (let shift = 0; shift < Math.max(rows.length, columns.length); shift++) {
    const isOne = diagonal(rectangle, apart, shift)
    const table = tableWithOnes(part, isOne)
    if (!table || !holds(within(start, width, rectangle, table))) continue
    const { range } = tableAttacker(table)
    const free = isOne.flat().map((one) => !one)
    table.forEach((line, i) =>
      line.forEach((count, j) => {
        const own = ranges.get(rows[i] * width + columns[j])
        if (own && own.upper - own.lower >= enough) return
        const at = i * line.length + j
        const found = free[at] ? range(at, free, enough) : { lower: count, upper: count }
        ranges.set(rows[i] * width + columns[j], {
          lower: Math.min(own?.lower ?? Infinity, found.lower),
          upper: Math.max(own?.upper ?? -Infinity, found.upper),
        })
      }),
    )
    if (ranges.size > 0 && [...ranges.values()].every(({ lower, upper }) => upper - lower >= enough)) break
  }
  return ranges
}

function diagonal({ rows, columns }: Rectangle, apart: Apart, shift: number): boolean[][] {
  const isOne = rows.map(() => columns.map(() => false))
  const own = [...rows.keys()].filter((i) => rows[i] !== apart.row)
  const across = [...columns.keys()].filter((j) => columns[j] !== apart.column)
  for (let at = 0; at < Math.max(own.length, across.length); at++)
    isOne[own[at % own.length]][across[(at + shift) % across.length]] = true
  if (own.length < rows.length) isOne[rows.indexOf(apart.row!)][across[shift % across.length]] = true
  if (across.length < columns.length) isOne[own[shift % own.length]][columns.indexOf(apart.column!)] = true
  return isOne
}

function within(
  start: Int32Array,
  width: number,
  { rows, columns }: Rectangle,
  part: number[][],
): Int32Array {
  const table = Int32Array.from(start)
  rows.forEach((i, k) => columns.forEach((j, l) => (table[i * width + j] = part[k][l])))
  return table
}

/** A table with the same totals and a one in each place that is to have one; nothing if there is none. */
function tableWithOnes(part: number[][], isOne: boolean[][]): number[][] | undefined {
  const fixed = isOne.map((line) => line.map(Number))
  const rowsLeft = part.map((line, i) => sum(line) - sum(fixed[i]))
  const columnsLeft = part[0].map(
    (_, j) => sum(part.map((line) => line[j])) - sum(fixed.map((line) => line[j])),
  )
  if ([...rowsLeft, ...columnsLeft].some((left) => left < 0)) return undefined
  const table = part.map((line) => line.map(() => 0))
  for (const i of rowsLeft.keys())
    while (rowsLeft[i] > 0) {
      const way = wayFrom(table, isOne, i, columnsLeft)
      if (!way) return undefined
      // Up in each row to its next column, down in that column to the next row.
      const most = Math.min(
        ...[rowsLeft[i], columnsLeft[way.at(-1)!.column]],
        ...way.slice(1).map(({ row }, k) => table[row][way[k].column]),
      )
      way.forEach(({ row, column }, k) => {
        table[row][column] += most
        if (k > 0) table[row][way[k - 1].column] -= most
      })
      rowsLeft[i] -= most
      columnsLeft[way.at(-1)!.column] -= most
    }
  return table.map((line, i) => line.map((count, j) => count + fixed[i][j]))
}

type Step = { row: number; column: number }

/** The shortest way from a row to a column with units left: into a column, back out of another row that has units there. */
function wayFrom(
  table: number[][],
  isOne: boolean[][],
  from: number,
  columnsLeft: number[],
): Step[] | undefined {
  const ways: Step[][] = [[]]
  const been = new Set<number>()
  for (const way of ways) {
    const row = way.length === 0 ? from : way.at(-1)!.row
    for (const column of columnsLeft.keys()) {
      if (isOne[row][column] || been.has(column)) continue
      been.add(column)
      const next = [...way.slice(0, -1), { row, column }]
      if (columnsLeft[column] > 0) return next
      for (const other of table.keys())
        if (other !== row && table[other][column] > 0) ways.push([...next, { row: other, column }])
    }
  }
  return undefined
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, number) => all + number, 0)
}
