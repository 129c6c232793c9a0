import type { Category, Crosstab } from '@pejling/indicators'
import {
  biasReducedLogit,
  detectSeparation,
  type OpenInterval,
  type RegressionData,
} from '@pejling/statistics'

/** A row of a cross table for which an ordinal model has no finite coefficient, because its units all answered alike. */
export type SeparatedRow = {
  row: Category
  column: Category
  n: number
  /** The bias-reduced estimate against `reference`, on the logit scale. */
  reduced?: { estimate: number; interval: OpenInterval | undefined; reference: Category }
}

/** The separated rows of a cross table with ordered columns. The first row that is not separated is the reference. */
export function separatedRows({ rows, columns, counts }: Crosstab): SeparatedRow[] {
  const bases = counts.map((row) => row.reduce((a, b) => a + b, 0))
  const unanimous = counts.map((row, i) => bases[i] > 0 && row.some((count) => count === bases[i]))
  const first = rows.findIndex((_, i) => bases[i] > 0 && !unanimous[i])
  if (first < 0 || !unanimous.some(Boolean)) return []
  const others = rows.map((_, i) => i).filter((i) => i !== first && bases[i] > 0)
  const order = [first, ...others]
  const data = regressionData(order, { rows, columns, counts })
  const { coefficients } = detectSeparation(data)
  if (!coefficients.length) return []
  const { jeffreys } = biasReducedLogit(data)
  return coefficients.flatMap(({ level, alike }) => {
    const row = rows.find(({ id }) => id === level)
    const column = columns.find(({ id }) => id === alike?.category)
    if (!row || !column || !alike || alike.level !== level) return []
    const found = jeffreys.coefficients.find((coefficient) => coefficient.level === level)
    const reduced =
      found?.estimate === undefined
        ? undefined
        : { estimate: found.estimate, interval: found.interval, reference: rows[first] }
    return [{ row, column, n: alike.observations, reduced }]
  })
}

function regressionData(
  order: number[],
  { rows, columns, counts }: Pick<Crosstab, 'rows' | 'columns' | 'counts'>,
): RegressionData {
  const cells = order.flatMap((i) =>
    columns.map((column, j) => ({ i, column: column.id, count: counts[i][j] })),
  )
  return {
    y: { levels: columns.map(({ id }) => id), values: cells.map(({ column }) => column) },
    x: {
      row: {
        type: 'factor',
        levels: order.map((i) => rows[i].id),
        values: cells.map(({ i }) => rows[i].id),
      },
    },
    weights: cells.map(({ count }) => count),
  }
}
