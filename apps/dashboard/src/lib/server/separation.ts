import type { Category, Crosstab } from '@pejling/indicators'
import type { Interval } from '@pejling/statistics'

/** A row whose units all have the first or the last category: an ordinal model has no finite coefficient for it. */
export type SeparatedRow = {
  row: Category
  column: Category
  n: number
  /** The bias-reduced estimate against `reference`, on the logit scale. */
  reduced?: { estimate: number; interval: Interval | undefined; reference: Category }
}

/** The separated rows of a cross table with ordered columns; none if every row is separated the same way. */
export function separatedRows({ rows, columns, counts }: Crosstab): SeparatedRow[] {
  const used = columns.map((_, j) => counts.some((row) => row[j] > 0))
  const [first, last] = [used.indexOf(true), used.lastIndexOf(true)]
  if (first === last) return []
  return rows.flatMap((row, i) => {
    const n = counts[i].reduce((a, b) => a + b, 0)
    const at = [first, last].find((j) => n > 0 && counts[i][j] === n)
    return at === undefined ? [] : [{ row, column: columns[at], n }]
  })
}
