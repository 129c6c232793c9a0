import { logFactorial } from '../distributions.ts'
import { ArcList } from './arc-list.ts'
import { NodeSet } from './node-set.ts'

/**
 * All tables with given margins as paths through a network: a node is what the rows still need before a column
 * is filled, an arc is one way to fill it. Arcs carry the chance of that filling given the node (so all paths sum
 * to one) and what it adds to a statistic.
 */
export type MarginNetwork = {
  /** One stage per column that was expanded; the last nodes stand behind the last stage. */
  stages: NetworkStage[]
  /** What each row of each node behind the last stage still needs, node by node. */
  lastNodes: Int32Array
  rows: number
  /** Arcs looked at. */
  work: number
}

/** The arcs out of node k are `first[k]` to `first[k + 1] - 1`; `child` is a node of the next stage. */
export type NetworkStage = {
  nodes: number
  first: Int32Array
  child: Int32Array
  increment: Float64Array
  chance: Float64Array
}

/** How a statistic grows from column to column. */
export type AdditiveStatistic = {
  /** What x observations in row i of a column add, whatever node it is filled from; leave out if `slopes` is given. */
  term?: (row: number, column: number, x: number) => number
  /** Fills in what each single observation of row i adds if the rows still need `left[start…]`. */
  slopes?: (left: Int32Array, start: number, slopes: Float64Array) => void
  /** Unchanged if rows change places: nodes that are rearrangements of each other become one. */
  symmetric: boolean
  /** Arcs from a node to the same child with the same increment become one; not for counting them. */
  mergesArcs: boolean
}

/**
 * Builds the network over the first `expanded` columns, or gives up (undefined) when more than `workLimit` arcs
 * are met or nodes cannot be numbered.
 *
 * Source: Mehta and Patel (1983), the network of a table.
 */
export function marginNetwork(
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  statistic: AdditiveStatistic,
  workLimit: number,
  expanded: number = columnTotals.length,
): MarginNetwork | undefined {
  const rows = rowTotals.length
  const radix = radices(rowTotals, statistic.symmetric)
  if (!radix) return undefined
  const { term, slopes } = statistic
  const stride = Math.max(0, ...columnTotals) + 1
  const terms = new Float64Array(term ? rows * stride : 0)
  const slope = new Float64Array(rows)
  const logFactorials = Float64Array.from({ length: Math.max(0, ...rowTotals) + 1 }, (_, k) =>
    logFactorial(k),
  )
  const filled = new Int32Array(rows)
  const canonical = new Int32Array(rows)
  const above = new Int32Array(rows + 1)
  const stages: NetworkStage[] = []
  let left: Int32Array = Int32Array.from(
    statistic.symmetric ? [...rowTotals].sort((a, b) => b - a) : rowTotals,
  )
  let remaining = columnTotals.reduce((sum, total) => sum + total, 0)
  let met = 0

  for (let column = 0; column < expanded; column++) {
    const total = columnTotals[column]
    const nodes = left.length / rows
    const first = new Int32Array(nodes + 1)
    const arcs = new ArcList(Math.max(64, nodes * 4))
    const next = new NodeSet(rows, radix)
    const base = logFactorial(total) + logFactorial(remaining - total) - logFactorial(remaining)
    if (term)
      for (let i = 0; i < rows; i++)
        for (let x = 0; x <= total; x++) terms[i * stride + x] = term(i, column, x)
    for (let node = 0; node < nodes; node++) {
      const start = node * rows
      slopes?.(left, start, slope)
      let logWays = base
      above[rows] = 0
      for (let i = rows - 1; i >= 0; i--) {
        above[i] = above[i + 1] + left[start + i]
        logWays += logFactorials[left[start + i]]
      }
      fill(node, 0, total, 0, logWays)
      first[node + 1] = arcs.length
      if (met > workLimit) return undefined
    }
    stages.push({ nodes, first, ...arcs.trimmed() })
    left = next.nodes()
    remaining -= total

    function fill(node: number, row: number, open: number, increment: number, logWays: number): void {
      if (met > workLimit) return
      const has = left[node * rows + row]
      if (row === rows - 1) {
        filled[row] = has - open
        met++
        const child = next.indexOf(statistic.symmetric ? sortedInto(filled, canonical) : filled)
        const added = increment + (term ? terms[row * stride + open] : slope[row] * open)
        const chance = Math.exp(logWays - logFactorials[open] - logFactorials[has - open])
        if (statistic.mergesArcs) arcs.merge(first[node], child, added, chance)
        else arcs.push(child, added, chance)
        return
      }
      const most = Math.min(has, open)
      for (let x = Math.max(0, open - above[row + 1]); x <= most; x++) {
        filled[row] = has - x
        fill(
          node,
          row + 1,
          open - x,
          increment + (term ? terms[row * stride + x] : slope[row] * x),
          logWays - logFactorials[x] - logFactorials[has - x],
        )
      }
    }
  }
  return { stages, lastNodes: left, rows, work: met }
}

/** Place values that give every node its own number; the last row follows from the others. */
function radices(rowTotals: readonly number[], symmetric: boolean): Float64Array | undefined {
  const largest = Math.max(0, ...rowTotals)
  const radix = new Float64Array(rowTotals.length)
  let place = 1
  for (let i = 0; i < rowTotals.length - 1; i++) {
    radix[i] = place
    place *= (symmetric ? largest : rowTotals[i]) + 1
  }
  return place <= Number.MAX_SAFE_INTEGER ? radix : undefined
}

function sortedInto(values: Int32Array, sorted: Int32Array): Int32Array {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    let place = i
    while (place > 0 && sorted[place - 1] < value) {
      sorted[place] = sorted[place - 1]
      place--
    }
    sorted[place] = value
  }
  return sorted
}
