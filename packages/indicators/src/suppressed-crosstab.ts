import type { Category } from './codebook.ts'
import type { Crosstab, SuppressedCrosstab, SuppressedMissing } from './crosstab.ts'
import type { ProtectedTable } from './disclosure-table.ts'
import type { MissingReason } from './missing.ts'
import type { Suppression } from './suppression.ts'

/** One of the two variables of a table, with how many of the counted units lack a value of it, by reason. */
export type Side = {
  variable: string
  categories: Category[]
  reasons: { reason: MissingReason | 'unknown'; n: number }[]
  /** The categories asked for; all if missing. */
  only?: string[]
}

/**
 * A protected table as an answer: counts, and the totals and missing ones that follow from what is shown. A number that
 * could only be had from something hidden is `null`. If nothing had to be hidden it is an ordinary cross table.
 */
export function suppressedCrosstab(
  table: ProtectedTable,
  x: Side,
  y: Side,
  why: Suppression,
): Crosstab | SuppressedCrosstab {
  const { threshold } = why.values
  const [noX, noY] = [x.categories.length, y.categories.length]
  const isIn = ({ only, categories }: Side, at: number) => only?.includes(categories[at].id) ?? true
  const counts = x.categories.map((_, i) =>
    y.categories.map((_, j) => (isIn(x, i) && isIn(y, j) ? table.counts[i][j] : 0)),
  )
  const rowTotals = counts.map((line, i) =>
    y.only || !isIn(x, i) ? sum(line) : minus(table.rowTotals[i], table.counts[i][noY]),
  )
  const columnTotals = y.categories.map((_, j) =>
    x.only || !isIn(y, j)
      ? sum(counts.map((line) => line[j]))
      : minus(table.columnTotals[j], table.counts[noX][j]),
  )
  const neither = table.counts[noX][noY]
  const present = minus(minus(plus(table.total, neither), table.rowTotals[noX]), table.columnTotals[noY])
  const n = sum(rowTotals) ?? sum(columnTotals) ?? (x.only || y.only ? null : present)
  const narrowed = x.only !== undefined || y.only !== undefined
  const missing = [
    ...missingOf(x, narrowed ? null : table.rowTotals[noX], true, threshold),
    ...missingOf(y, narrowed ? null : minus(table.columnTotals[noY], neither), neither === 0, threshold),
  ]
  const numbers = [...counts.flat(), ...rowTotals, ...columnTotals, n, ...missing.map((one) => one.n)]
  const base = { kind: 'crosstab', source: 'rows', rows: x.categories, columns: y.categories } as const
  if (numbers.every((number) => number !== null))
    return { ...base, counts: counts as number[][], n: n!, missing: missing as Crosstab['missing'] }
  return { ...base, suppressed: true, counts, rowTotals, columnTotals, n, missing, why }
}

/** The same table with everything hidden. */
export function hiddenCrosstab(rows: Category[], columns: Category[], why: Suppression): SuppressedCrosstab {
  return {
    ...{ kind: 'crosstab', suppressed: true, source: 'rows', rows, columns },
    counts: rows.map(() => columns.map(() => null)),
    rowTotals: rows.map(() => null),
    columnTotals: columns.map(() => null),
    ...{ n: null, missing: [], why },
  }
}

/**
 * Missing ones by reason where there are more than the threshold, and none of the reasons is small or there is but one. Otherwise in one sum, `unknown`,
 * which is `null` if that is hidden too: even that a reason occurs would tell of somebody.
 */
export function missingOf(
  { variable, reasons }: Side,
  total: number | null,
  whole: boolean,
  threshold: number,
): SuppressedMissing[] {
  if (total === 0 || reasons.every(({ n }) => n === 0)) return []
  const given = reasons.filter(({ n }) => n > 0)
  // So few that even all of one reason would be told apart from all but one of them: then always in one sum.
  const isRoomy = total !== null && total > threshold
  if (isRoomy && given.length === 1) return [{ variable, reason: given[0].reason, n: total }]
  if (isRoomy && whole && given.every(({ n }) => n >= threshold))
    return given.map(({ reason, n }) => ({ variable, reason, n }))
  return [{ variable, reason: 'unknown', n: total }]
}

function sum(numbers: (number | null)[]): number | null {
  return numbers.reduce<number | null>(plus, 0)
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b
}

function minus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b
}
