/**
 * Which way round the network over tables with given margins is small: whether the table is to be turned, and in
 * which order its lines are taken.
 */
export type NetworkPlan = {
  turned: boolean
  rowTotals: number[]
  columnTotals: number[]
  /** Where each row and column of the plan stands in the (turned) table. */
  rowOrder: number[]
  columnOrder: number[]
  /** A guess of the arcs to be listed: mostly right to a factor of three, too small by up to ten if symmetric. */
  arcs: number
}

/** What a statistic allows: `ordered` = rows and columns only in their order or both reversed. */
export type PlanRules = {
  ordered: boolean
  /** Whether nodes that are rearrangements of each other are one, for these row totals. */
  symmetric: (rowTotals: readonly number[]) => boolean
}

/**
 * The cheapest of the allowed ways. Small columns first keep the nodes before the last two columns few, and each
 * of these costs a list of its own.
 */
export function networkPlan(
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  { ordered, symmetric }: PlanRules,
): NetworkPlan {
  const plans = [
    { turned: false, rows: rowTotals, columns: columnTotals },
    { turned: true, rows: columnTotals, columns: rowTotals },
  ].flatMap(({ turned, rows, columns }) => {
    const forwards = {
      turned,
      rows,
      columns,
      rowOrder: range(rows.length),
      columnOrder: range(columns.length),
    }
    if (!ordered) {
      const columnOrder = range(columns.length).sort((a, b) => columns[a] - columns[b] || a - b)
      return [{ ...forwards, columnOrder }]
    }
    const backwards = {
      ...forwards,
      rowOrder: range(rows.length).reverse(),
      columnOrder: range(columns.length).reverse(),
    }
    return [forwards, backwards]
  })
  const costed = plans.map(({ turned, rows, columns, rowOrder, columnOrder }) => {
    const planned = {
      turned,
      rowTotals: rowOrder.map((i) => rows[i]),
      columnTotals: columnOrder.map((j) => columns[j]),
      rowOrder,
      columnOrder,
    }
    const { arcs, lastNodes } = networkSize(planned.rowTotals, planned.columnTotals)
    // Rearrangements with equal entries are fewer, so the factorial is never reached: 50 is what was measured.
    const alike = symmetric(rows) ? Math.min(50, factorial(rows.length)) : 1
    return { plan: { ...planned, arcs: arcs / alike }, cost: (arcs + 200 * lastNodes) / alike }
  })
  return costed.reduce((best, other) => (other.cost < best.cost ? other : best)).plan
}

function networkSize(rowTotals: readonly number[], columnTotals: readonly number[]) {
  let filled = 0
  let arcs = 0
  for (const total of columnTotals.slice(0, -2)) {
    const within = rowTotals.map((row) => Math.min(row, total))
    arcs += fillings(rowTotals, filled) * fillings(within, total)
    filled += total
  }
  return { arcs, lastNodes: fillings(rowTotals, filled) }
}

/** About how many ways there are to put `sum` into the rows, by a normal approximation of a sum of uniforms. */
function fillings(rowTotals: readonly number[], sum: number): number {
  let ways = 1
  let mean = 0
  let variance = 0
  for (const total of rowTotals) {
    ways *= total + 1
    mean += total / 2
    variance += ((total + 1) ** 2 - 1) / 12
  }
  if (variance === 0) return 1
  const density = Math.exp(-((sum - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance)
  return Math.max(1, ways * density)
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i)
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1)
}
