import type { Categorical, Covariate, Factor, RegressionData } from './regression-data.ts'

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
 * `invalid weight; not a number of at least 0: …`
 * @example modelFrame({ y: { levels: ['no', 'yes'], values: ['no', 'yes', 'yes'] }, x: {} }).patterns // 1
 */
export function modelFrame(input: RegressionData): ModelFrame {
  const rows = columnLength(input.y)
  const columns = Object.entries(input.x).map(([name, column]) => {
    expectLength(name, columnLength(column), rows)
    return { name, column, values: column.type === 'numeric' ? numbers(column) : codes(name, column) }
  })
  if (input.weights) expectLength('weights', input.weights.length, rows)
  if (input.clusters) expectLength('clusters', input.clusters.length, rows)

  const outcome = codes('y', input.y)
  const kept = new Int32Array(rows)
  let count = 0
  let dropped = 0
  for (let row = 0; row < rows; row++) {
    const weight = input.weights ? input.weights[row] : 1
    if (!(weight >= 0 && weight < Infinity))
      throw new RangeError(`invalid weight; not a number of at least 0: ${weight}`)
    if (weight === 0) continue
    let missing = outcome[row] < 0 || (input.clusters && (input.clusters[row] ?? null) === null)
    for (const { values } of columns)
      missing ||= values instanceof Int32Array ? values[row] < 0 : Number.isNaN(values[row])
    if (missing) dropped++
    else kept[count++] = row
  }
  const used = kept.subarray(0, count)

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
        : { name, values: Float64Array.from(first, (row) => values[row]) },
    ),
    patterns: first.length,
    dropped,
    ...cells,
  }
}

type Key = { codes: Int32Array; count: number } | undefined
type Merged = { ids: Int32Array; count: number }

function columnLength(column: Categorical | Covariate): number {
  return 'codes' in column ? column.codes.length : column.values.length
}

function expectLength(name: string, found: number, expected: number): void {
  if (found !== expected)
    throw new RangeError(`expected as many ${name} as outcomes, ${expected}; found ${found}`)
}

function numbers({ values }: Covariate): Float64Array {
  if (values instanceof Float64Array) return values
  const read = new Float64Array(values.length)
  for (let row = 0; row < read.length; row++) read[row] = values[row] ?? NaN
  return read
}

function codes(name: string, column: Categorical): Int32Array {
  const { levels } = column
  const read = new Int32Array(columnLength(column))
  if ('codes' in column) {
    for (let row = 0; row < read.length; row++) {
      const code = column.codes[row]
      if (!(Number.isInteger(code) && code >= -1 && code < levels.length))
        throw new RangeError(`unknown code of ${name}; expected 0 to ${levels.length - 1}: ${code}`)
      read[row] = code
    }
    return read
  }
  const positions = new Map<string | null | undefined, number>(levels.map((level, code) => [level, code]))
  for (let row = 0; row < read.length; row++) {
    const value = column.values[row]
    const code = positions.get(value)
    if (code === undefined && (value ?? null) !== null)
      throw new RangeError(`unknown level of ${name}: ${value}`)
    read[row] = code ?? -1
  }
  return read
}

/** Positions among the distinct numbers; nothing if so many differ that merging rows would not pay. */
function distinctNumbers(values: Float64Array, used: Int32Array): Key {
  const positions = new Map<number, number>()
  const read = new Int32Array(values.length)
  for (let i = 0; i < used.length; i++) {
    const value = values[used[i]]
    let position = positions.get(value)
    if (position === undefined) {
      if (positions.size > 1000 && positions.size > 0.7 * i) return undefined
      positions.set(value, (position = positions.size))
    }
    read[used[i]] = position
  }
  return { codes: read, count: positions.size }
}

/** A number for each distinct combination of keys, row by row; nothing if a key cannot be merged. */
function mergedRows(used: Int32Array, keys: Key[]): Merged | undefined {
  let merged: Merged = { ids: new Int32Array(used.length), count: used.length > 0 ? 1 : 0 }
  for (const key of keys) {
    if (!key) return undefined
    merged = renumbered(
      used.length,
      merged.count * key.count,
      (i) => merged.ids[i] * key.count + key.codes[used[i]],
    )
  }
  return merged
}

/** Numbers from 0, in order of first appearance, for keys below `bound`. */
function renumbered(length: number, bound: number, keyOf: (index: number) => number): Merged {
  const ids = new Int32Array(length)
  let count = 0
  if (bound <= 4 * length + 4096) {
    const table = new Int32Array(bound)
    for (let i = 0; i < length; i++) ids[i] = (table[keyOf(i)] ||= ++count) - 1
    return { ids, count }
  }
  const table = new Map<number, number>()
  for (let i = 0; i < length; i++) {
    const key = keyOf(i)
    let id = table.get(key)
    if (id === undefined) table.set(key, (id = count++))
    ids[i] = id
  }
  return { ids, count }
}

function firstRows(used: Int32Array, pattern: Merged | undefined): Int32Array {
  if (!pattern) return used
  const first = new Int32Array(pattern.count)
  for (let i = used.length - 1; i >= 0; i--) first[pattern.ids[i]] = used[i]
  return first
}

function cellsOf(
  { y, weights, clusters }: RegressionData,
  used: Int32Array,
  outcome: Int32Array,
  pattern: Merged | undefined,
): Pick<ModelFrame, 'start' | 'category' | 'weight' | 'n' | 'clusters'> {
  const categories = y.levels.length
  const patterns = pattern?.count ?? used.length
  const cell = pattern
    ? renumbered(used.length, patterns * categories, (i) => pattern.ids[i] * categories + outcome[used[i]])
    : { ids: used.map((_, i) => i), count: used.length }
  const patternOf = new Int32Array(cell.count)
  const categoryOf = new Int32Array(cell.count)
  const weightOf = new Float64Array(cell.count)
  let n = 0
  for (let i = 0; i < used.length; i++) {
    const id = cell.ids[i]
    const weight = weights ? weights[used[i]] : 1
    patternOf[id] = pattern ? pattern.ids[i] : i
    categoryOf[id] = outcome[used[i]]
    weightOf[id] += weight
    n += weight
  }

  const start = new Int32Array(patterns + 1)
  for (const g of patternOf) start[g + 1]++
  for (let g = 0; g < patterns; g++) start[g + 1] += start[g]
  const next = start.slice(0, patterns)
  const place = patternOf.map((g) => next[g]++)
  const category = new Int32Array(cell.count)
  const weight = new Float64Array(cell.count)
  place.forEach((to, id) => {
    category[to] = categoryOf[id]
    weight[to] = weightOf[id]
  })
  if (!clusters) return { start, category, weight, n }

  const names = new Map<string | number | null | undefined, number>()
  const clusterOf = Int32Array.from(used, (row) => {
    const known = names.get(clusters[row]) ?? names.size
    names.set(clusters[row], known)
    return known
  })
  const pairs = renumbered(
    used.length,
    cell.count * names.size,
    (i) => cell.ids[i] * names.size + clusterOf[i],
  )
  const shared = {
    count: names.size,
    cell: new Int32Array(pairs.count),
    cluster: new Int32Array(pairs.count),
    weight: new Float64Array(pairs.count),
  }
  for (let i = 0; i < used.length; i++) {
    const id = pairs.ids[i]
    shared.cell[id] = place[cell.ids[i]]
    shared.cluster[id] = clusterOf[i]
    shared.weight[id] += weights ? weights[used[i]] : 1
  }
  return { start, category, weight, n, clusters: shared }
}
