import { cellsOf } from './frame-cells.ts'
import { codes, columnLength, completeRows, expectLength, numbers } from './frame-columns.ts'
import { distinctNumbers, type Key, type Merged, mergedRows } from './merged-rows.ts'
import type { Factor, RegressionData } from './regression-data.ts'

/** One explanatory column, one entry per pattern. */
export type FrameTerm =
  { name: string; levels: readonly string[]; codes: Int32Array } | { name: string; values: Float64Array }

/**
 * The data of a regression with identical rows merged: a *pattern* is a distinct combination of explanatory
 * values, a *cell* a pattern together with an outcome. The cells of pattern g are `start[g]` to `start[g + 1] - 1`.
 * If a covariate is nearly continuous the rows are kept as they are, one cell each.
 */
export type ModelFrame = {
  categories: readonly string[]
  terms: FrameTerm[]
  patterns: number
  start: Int32Array
  category: Int32Array
  weight: Float64Array
  /** Sum of weights. */
  n: number
  /** Rows left out because a value was missing. */
  dropped: number
  /** How much weight each cluster has in each cell. */
  clusters?: { count: number; cell: Int32Array; cluster: Int32Array; weight: Float64Array }
}

/**
 * Reads regression data into a frame, so that later work grows with distinct patterns and not with rows.
 *
 * @throws `expected as many … as outcomes, …; found …`, `unknown level of …: …`, `unknown code of …; expected 0 to …: …`,
 * `invalid value of …; not a finite number: …`, `invalid weight; not a number of at least 0: …`
 * @example modelFrame({ y: { levels: ['no', 'yes'], values: ['no', 'yes', 'yes'] }, x: {} }).patterns // 1
 */
export function modelFrame(input: RegressionData): ModelFrame {
  const rows = columnLength(input.y)
  const columns = Object.entries(input.x).map(([name, column]) => {
    expectLength(name, columnLength(column), rows)
    return { name, column, values: column.type === 'numeric' ? numbers(name, column) : codes(name, column) }
  })
  if (input.weights) expectLength('weights', input.weights.length, rows)
  if (input.clusters) expectLength('clusters', input.clusters.length, rows)

  const outcome = codes('y', input.y)
  const { used, dropped } = completeRows(
    rows,
    input.weights,
    [outcome, ...columns.map(({ values }) => values)],
    input.clusters,
  )
  const keys: Key[] = columns.map(({ column, values }) =>
    values instanceof Int32Array
      ? { codes: values, count: (column as Factor).levels.length }
      : distinctNumbers(values, used),
  )
  const pattern = mergedRows(used, keys)
  const cells = cellsOf(input, used, outcome, pattern)
  const first = firstRows(used, pattern)
  return {
    categories: input.y.levels,
    terms: columns.map(({ name, column, values }) =>
      values instanceof Int32Array
        ? { name, levels: (column as Factor).levels, codes: first.map((row) => values[row]) }
        : { name, values: pattern || dropped > 0 || first.length < rows ? picked(values, first) : values },
    ),
    patterns: first.length,
    dropped,
    ...cells,
  }
}

function firstRows(used: Int32Array, pattern: Merged | undefined): Int32Array {
  if (!pattern) return used
  const first = new Int32Array(pattern.count)
  for (let i = used.length - 1; i >= 0; i--) first[pattern.ids[i]] = used[i]
  return first
}

function picked(values: Float64Array, rows: Int32Array): Float64Array {
  const found = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) found[i] = values[rows[i]]
  return found
}
