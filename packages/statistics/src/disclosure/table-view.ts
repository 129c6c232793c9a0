/** A table as a reader gets it: the rows and columns of the finest table, some of them added up. */
export type TableView = {
  /** The row of the view each row of the finest table is counted in, from 0. */
  rowOf: number[]
  /** The same for columns. */
  columnOf: number[]
}

/** One count of one view: which counts of the finest table it is the sum of. */
export type Item = {
  view: number
  row: number
  column: number
  /** Places in the finest table, row by row. */
  members: number[]
  value: number
}

/** A view that adds nothing up. */
export function wholeView(rows: number, columns: number): TableView {
  return {
    rowOf: Array.from({ length: rows }, (_, i) => i),
    columnOf: Array.from({ length: columns }, (_, j) => j),
  }
}

/**
 * Every count of every view, view by view, row by row.
 *
 * @throws `view 2: expected a row for each of 4 rows, found 3` · `view 1: expected a column for each of 2 columns, found 3`
 */
export function itemsOf(counts: number[][], views: TableView[]): Item[] {
  const columns = counts[0]?.length ?? 0
  return views.flatMap(({ rowOf, columnOf }, view) => {
    if (rowOf.length !== counts.length)
      throw new RangeError(
        `view ${view + 1}: expected a row for each of ${counts.length} rows, found ${rowOf.length}`,
      )
    if (columnOf.length !== columns)
      throw new RangeError(
        `view ${view + 1}: expected a column for each of ${columns} columns, found ${columnOf.length}`,
      )
    const [height, width] = [sizeOf(rowOf), sizeOf(columnOf)]
    const items = Array.from({ length: height * width }, (_, at): Item => ({
      ...{ view, row: Math.floor(at / width), column: at % width, members: [], value: 0 },
    }))
    counts.forEach((line, i) =>
      line.forEach((count, j) => {
        const item = items[rowOf[i] * width + columnOf[j]]
        item.members.push(i * columns + j)
        item.value += count
      }),
    )
    return items
  })
}

/** How many rows (or columns) a view has. */
export function sizeOf(groups: number[]): number {
  return Math.max(-1, ...groups) + 1
}
