/**
 * Which way round the network over tables with these margins is small: whether the table is to be turned, and in
 * which order its lines are to be added.
 */
export type NetworkPlan = {
  turned: boolean
  rowTotals: number[]
  columnTotals: number[]
  /** Where each row and column of the plan stands in the (turned) table. */
  rowOrder: number[]
  columnOrder: number[]
  /** A rough guess of the arcs to be listed, right to a factor of ten or so. */
  arcs: number
}

/**
 * The better of both orientations. Small columns first keep the nodes in the middle few; where the statistic
 * needs the columns in their order they stay.
 *
 * @param ordered the statistic needs rows and columns in their order
 */
export function networkPlan(
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  ordered: boolean,
): NetworkPlan {
  const upright = orderedPlan(false, rowTotals, columnTotals, ordered)
  const turned = orderedPlan(true, columnTotals, rowTotals, ordered)
  return turned.arcs < upright.arcs ? turned : upright
}

function orderedPlan(
  turned: boolean,
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  ordered: boolean,
): NetworkPlan {
  const columnOrder = columnTotals.map((_, j) => j)
  if (!ordered) columnOrder.sort((a, b) => columnTotals[a] - columnTotals[b] || a - b)
  const columns = columnOrder.map((j) => columnTotals[j])
  return {
    turned,
    rowTotals: [...rowTotals],
    columnTotals: columns,
    rowOrder: rowTotals.map((_, i) => i),
    columnOrder,
    arcs: arcsOf(rowTotals, columns),
  }
}

function arcsOf(rowTotals: readonly number[], columnTotals: readonly number[]): number {
  let filled = 0
  let arcs = 0
  for (const total of columnTotals.slice(0, -1)) {
    const within = rowTotals.map((row) => Math.min(row, total))
    arcs += fillings(rowTotals, filled) * fillings(within, total)
    filled += total
  }
  return arcs
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
  return Math.max(
    1,
    (ways / Math.sqrt(2 * Math.PI * variance)) * Math.exp(-((sum - mean) ** 2) / (2 * variance)),
  )
}
