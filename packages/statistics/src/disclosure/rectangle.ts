import type { Apart } from './disclosing-cells.ts'

/** Rows and columns of the finest table, in ascending order: all counts where they cross. */
export type Rectangle = { rows: number[]; columns: number[] }

/** The totals of the finest table, which a reader knows, and which of its rows and columns stand for missing values. */
export type Totals = { rows: number[]; columns: number[]; apart: Apart }

/** The rectangles that are tried one after another, those of two by two first. */
export type Chain = { twos: Rectangle[]; larger: Rectangle[] }

/** Of two by two only these many are tried, those with the fewest units to be expected in them. */
const mostTwos = 4

/**
 * Which rectangles may hide what gives somebody away. The chain depends on nothing but the totals and on which rows and
 * columns must be in it: those of two by two, if they are large enough, then the smallest larger one, which grows by the
 * row or column that adds the fewest counts (then the fewest units), until all is hidden. Each has two rows and two columns
 * that are no missing values, if there are any: so in a whole row a count that is empty is hidden as well.
 */
export function chainOf(must: Rectangle, totals: Totals): Chain {
  const rows = sideOf(totals.rows, totals.apart.row)
  const columns = sideOf(totals.columns, totals.apart.column)
  const whole = { rows: ascending(rows.order), columns: ascending(columns.order) }
  if (whole.rows.length < 2 || whole.columns.length < 2 || sizeOf(whole) === 4)
    return { twos: [], larger: [whole] }
  const twos = [...pairsWith(must.rows, rows)]
    .flatMap((own) => pairsWith(must.columns, columns).map((across) => ({ rows: own, columns: across })))
    .map((rectangle) => ({ rectangle, units: unitsOf(rectangle, totals) }))
    .sort((a, b) => a.units - b.units)
    .slice(0, mostTwos)
    .map(({ rectangle }) => rectangle)
  let grown = { rows: padded(must.rows, rows), columns: padded(must.columns, columns) }
  const larger: Rectangle[] = sizeOf(grown) > 4 || twos.length === 0 ? [grown] : []
  while (sizeOf(grown) < sizeOf(whole)) larger.push((grown = grow(grown, rows.order, columns.order, totals)))
  return { twos, larger }
}

/**
 * Rows or columns that hold anybody, those with the fewest units first (the others are known to be empty), and those of
 * them to fill up a pair with: no missing values, unless there is but one other.
 */
type Side = { order: number[]; fit: number[] }

function sideOf(totals: number[], apart: number | undefined): Side {
  const order = totals
    .flatMap((total, at) => (total > 0 ? [at] : []))
    .sort((a, b) => totals[a] - totals[b] || a - b)
  const fit = order.filter((at) => at !== apart)
  return { order, fit: fit.length < 2 ? order : fit }
}

function pairsWith(must: number[], { fit }: Side): number[][] {
  if (must.length > 2 || must.some((at) => !fit.includes(at))) return []
  if (must.length === 2) return [must]
  return fit.filter((at) => at !== must[0]).map((at) => ascending([must[0], at]))
}

function padded(must: number[], { fit }: Side): number[] {
  const wanting = 2 - must.filter((at) => fit.includes(at)).length
  const others = fit.filter((at) => !must.includes(at))
  return ascending([...must, ...others.slice(0, Math.max(0, wanting))])
}

function grow(
  { rows, columns }: Rectangle,
  ofRows: number[],
  ofColumns: number[],
  totals: Totals,
): Rectangle {
  const row = ofRows.find((at) => !rows.includes(at))
  const column = ofColumns.find((at) => !columns.includes(at))
  const byRow =
    column === undefined ||
    (row !== undefined && (columns.length - rows.length || totals.rows[row] - totals.columns[column]) <= 0)
  return byRow
    ? { rows: ascending([...rows, row!]), columns }
    : { rows, columns: ascending([...columns, column]) }
}

/** As many units as are to be expected there, but for a factor. */
function unitsOf({ rows, columns }: Rectangle, totals: Totals): number {
  const sum = (places: number[], own: number[]) => places.reduce((all, at) => all + own[at], 0)
  return sum(rows, totals.rows) * sum(columns, totals.columns)
}

function sizeOf({ rows, columns }: Rectangle): number {
  return rows.length * columns.length
}

function ascending(places: number[]): number[] {
  return [...places].sort((a, b) => a - b)
}
