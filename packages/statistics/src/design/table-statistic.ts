/**
 * Statistics of a table of counts that can be permuted or bootstrapped by name.
 * `gamma`, `tau-b`, `S` and `mean-difference` have a direction; `chi2` and `lr-chi2` have none.
 */
export type StatisticName = 'gamma' | 'tau-b' | 'S' | 'chi2' | 'lr-chi2' | 'mean-difference'

/** A statistic of one's own: a function of the table (rows × columns); `undefined` where it is 0/0. */
export type TableFunction = (table: number[][]) => number | undefined

/** A statistic by name, or one's own with its name and whether its sign has a meaning. */
export type Statistic = StatisticName | { name: string; of: TableFunction; directional: boolean }

/** Reads one flat table (row-major); NaN stands for undefined inside the loops and never leaves them. */
export type TableKernel = (cells: ArrayLike<number>) => number

const named: Record<StatisticName, (rows: number, columns: number) => TableKernel> = {
  gamma: (rows, columns) => {
    const pairs = pairCounter(rows, columns)
    return (cells) => {
      const { concordant, discordant } = pairs(cells)
      return (concordant - discordant) / (concordant + discordant)
    }
  },
  'tau-b': (rows, columns) => {
    const pairs = pairCounter(rows, columns)
    const margins = marginSummer(rows, columns)
    return (cells) => {
      const { concordant, discordant } = pairs(cells)
      const { row, column, n } = margins(cells)
      return (concordant - discordant) / Math.sqrt(untied(row, n) * untied(column, n))
    }
  },
  S: (rows, columns) => {
    const pairs = pairCounter(rows, columns)
    return (cells) => {
      const { concordant, discordant } = pairs(cells)
      return concordant - discordant
    }
  },
  chi2: (rows, columns) => {
    const margins = marginSummer(rows, columns)
    return (cells) => {
      const { row, column, n } = margins(cells)
      let sum = 0
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++)
          if (row[i] > 0 && column[j] > 0) sum += cells[i * columns + j] ** 2 / (row[i] * column[j])
      return n > 0 ? Math.max(0, n * (sum - 1)) : NaN
    }
  },
  'lr-chi2': (rows, columns) => {
    const margins = marginSummer(rows, columns)
    return (cells) => {
      const { row, column, n } = margins(cells)
      let sum = 0
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) {
          const count = cells[i * columns + j]
          if (count > 0) sum += count * Math.log((count * n) / (row[i] * column[j]))
        }
      return n > 0 ? Math.max(0, 2 * sum) : NaN
    }
  },
  'mean-difference': (rows, columns) => (cells) =>
    meanOfRow(cells, rows - 1, columns) - meanOfRow(cells, 0, columns),
}

/**
 * The loop-ready form of a statistic for tables of one shape: `gamma` (Goodman and Kruskal 1954, eq. 20),
 * `tau-b` (Kendall 1945), `S` = concordant - discordant pairs, Pearson's `chi2` and `lr-chi2` (empty rows and
 * columns left out), and `mean-difference`: the mean column number of the last row less that of the first
 * (for two columns a difference of proportions). The kernel answers NaN where the statistic is 0/0.
 *
 * @throws `unknown statistic: …`
 * @example tableKernel('gamma', 2, 2)([3, 1, 1, 3]) // 0.8
 */
export function tableKernel(statistic: Statistic, rows: number, columns: number): TableKernel {
  if (typeof statistic === 'string') {
    if (!Object.hasOwn(named, statistic)) throw new RangeError(`unknown statistic: ${statistic}`)
    return named[statistic](rows, columns)
  }
  return (cells) => {
    const value = statistic.of(unflattened(cells, rows, columns))
    return value === undefined || !Number.isFinite(value) ? NaN : value
  }
}

/** Whether the sign of a statistic has a meaning, so that one-sided p-values exist. */
export function isDirectional(statistic: Statistic): boolean {
  return typeof statistic === 'string'
    ? statistic !== 'chi2' && statistic !== 'lr-chi2'
    : statistic.directional
}

/** A statistic's name, for `method`. */
export function statisticName(statistic: Statistic): string {
  return typeof statistic === 'string' ? statistic : statistic.name
}

/** One array per row of a flat table. */
export function unflattened(cells: ArrayLike<number>, rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => cells[i * columns + j]),
  )
}

/** Concordant and discordant pairs in one pass over the cells; the answer object is reused from call to call. */
function pairCounter(rows: number, columns: number) {
  const above = new Float64Array(columns)
  const answer = { concordant: 0, discordant: 0 }
  return (cells: ArrayLike<number>) => {
    above.fill(0)
    let total = 0
    let concordant = 0
    let discordant = 0
    for (let i = 0; i < rows; i++) {
      const start = i * columns
      let left = 0
      let rowTotal = 0
      for (let j = 0; j < columns; j++) {
        const count = cells[start + j]
        concordant += count * left
        left += above[j]
        discordant += count * (total - left)
      }
      for (let j = 0; j < columns; j++) {
        above[j] += cells[start + j]
        rowTotal += cells[start + j]
      }
      total += rowTotal
    }
    answer.concordant = concordant
    answer.discordant = discordant
    return answer
  }
}

function marginSummer(rows: number, columns: number) {
  const answer = { row: new Float64Array(rows), column: new Float64Array(columns), n: 0 }
  return (cells: ArrayLike<number>) => {
    answer.column.fill(0)
    answer.n = 0
    for (let i = 0; i < rows; i++) {
      let sum = 0
      for (let j = 0; j < columns; j++) {
        const count = cells[i * columns + j]
        sum += count
        answer.column[j] += count
      }
      answer.row[i] = sum
      answer.n += sum
    }
    return answer
  }
}

/** Pairs not tied on a margin, n²/2 less the tied. */
function untied(margin: Float64Array, n: number): number {
  let tied = 0
  for (const count of margin) tied += count * count
  return (n * n - tied) / 2
}

function meanOfRow(cells: ArrayLike<number>, row: number, columns: number): number {
  let n = 0
  let sum = 0
  for (let j = 0; j < columns; j++) {
    n += cells[row * columns + j]
    sum += j * cells[row * columns + j]
  }
  return sum / n
}
