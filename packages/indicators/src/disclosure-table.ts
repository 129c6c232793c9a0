import { suppressTables, type TableSuppression } from '@pejling/statistics/disclosure'

/**
 * Counts of variables on two sides that are shown together. Places are the variable's categories in codebook order, then
 * one more for units whose value is missing.
 */
export type ProtectedBlock = {
  /** Each combination that occurs: the place of each row variable, of each column variable, and how many units. */
  cells: { rows: number[]; columns: number[]; n: number }[]
  /** For each row variable and each column variable which places are hidden together (`mergedCategories`). */
  rowGroups: number[][]
  columnGroups: number[][]
  /** The tables that are shown: a row variable and a column variable each. */
  tables: { row: number; column: number }[]
  threshold: number
  whole: 'hide' | 'flag'
}

/** A table with hidden counts as `null`; the last row and the last column are units whose value is missing. */
export type ProtectedTable = {
  counts: (number | null)[][]
  /** How many units there are of each place, by themselves; `null` where they are hidden together with others. */
  rowTotals: (number | null)[]
  columnTotals: (number | null)[]
  total: number
  /** What was hidden and the proof; rows and columns are groups of places. */
  suppression: TableSuppression
}

/**
 * The tables of a block, safe to show together; `undefined` for one that could only be shown if others were not.
 * What a reader can know is taken to be: how many units stand in each combination of the row variables and in each of
 * the column variables, and everything shown in any of the tables.
 */
export function protectedTables(block: ProtectedBlock): (ProtectedTable | undefined)[] {
  const { tables } = block
  const all = tables.map((_, at) => at)
  const together = suppressionsOf(block, all)
  if (together) return all.map((at) => tableOf(block, at, together[at]))
  let shown: number[] = []
  let found: TableSuppression[] = []
  for (const at of all) {
    const more = suppressionsOf(block, [...shown, at])
    if (more) [shown, found] = [[...shown, at], more]
  }
  return all.map((at) => (shown.includes(at) ? tableOf(block, at, found[shown.indexOf(at)]) : undefined))
}

/** The patterns of some of the block's tables shown together; nothing if no pattern makes them safe. */
function suppressionsOf(block: ProtectedBlock, shown: number[]): TableSuppression[] | undefined {
  const { cells, rowGroups, columnGroups, tables, threshold, whole } = block
  const rows = new Map<string, number[]>()
  const columns = new Map<string, number[]>()
  const grouped = cells.map((cell) => ({
    row: cell.rows.map((place, i) => rowGroups[i][place]),
    column: cell.columns.map((place, j) => columnGroups[j][place]),
    n: cell.n,
  }))
  for (const { row, column } of grouped) {
    rows.set(row.join(), row)
    columns.set(column.join(), column)
  }
  const [rowKeys, columnKeys] = [rows, columns].map((found) =>
    [...found].sort(([, a], [, b]) => compare(a, b)).map(([key]) => key),
  )
  const counts = rowKeys.map(() => columnKeys.map(() => 0))
  for (const { row, column, n } of grouped)
    counts[rowKeys.indexOf(row.join())][columnKeys.indexOf(column.join())] += n
  const views = shown.map((at) => ({
    rowOf: rowKeys.map((key) => rows.get(key)![tables[at].row]),
    columnOf: columnKeys.map((key) => columns.get(key)![tables[at].column]),
  }))
  const apart = shown.map((at) => ({
    row: missingGroup(rowGroups[tables[at].row]),
    column: missingGroup(columnGroups[tables[at].column]),
  }))
  const found = suppressTables(counts, views, { threshold, whole, apart })
  return found.every(({ safe }) => safe) ? found : undefined
}

/** The group of missing values, if they are not hidden together with a category. */
function missingGroup(groups: number[]): number | undefined {
  const group = groups[groups.length - 1]
  return groups.indexOf(group) === groups.length - 1 ? group : undefined
}

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : a[at] - b[at]
}

function tableOf(block: ProtectedBlock, at: number, suppression: TableSuppression): ProtectedTable {
  const { row, column } = block.tables[at]
  const [rowGroups, columnGroups] = [block.rowGroups[row], block.columnGroups[column]]
  const sum = (holds: (cell: ProtectedBlock['cells'][number]) => boolean) =>
    block.cells.reduce((total, cell) => total + (holds(cell) ? cell.n : 0), 0)
  const alone = (groups: number[], place: number) =>
    groups.filter((group) => group === groups[place]).length === 1
  const places = (groups: number[]) => groups.map((_, place) => place)
  return {
    counts: places(rowGroups).map((i) =>
      places(columnGroups).map((j) => {
        const isShown = alone(rowGroups, i) && alone(columnGroups, j)
        if (!isShown || suppression.hidden[rowGroups[i]]?.[columnGroups[j]]) return null
        return sum(({ rows, columns }) => rows[row] === i && columns[column] === j)
      }),
    ),
    rowTotals: places(rowGroups).map((i) =>
      alone(rowGroups, i) ? sum(({ rows }) => rows[row] === i) : null,
    ),
    columnTotals: places(columnGroups).map((j) =>
      alone(columnGroups, j) ? sum(({ columns }) => columns[column] === j) : null,
    ),
    total: sum(() => true),
    suppression,
  }
}
