import { type AdditiveStatistic, marginNetwork } from './margin-network.ts'
import { networkPlan } from './network-plan.ts'

/**
 * How many tables of whole counts have these margins: exact up to 2⁵³, then rounded. Undefined if counting takes
 * more than `workLimit` steps, 0 if the margins do not add up to the same, 1 without rows or columns.
 *
 * @throws `count of tables: expected whole totals of 0 or more, found -1`
 * @example countTables([8, 8, 8], [11, 8, 5]) // 735
 *
 * Source: Gail and Mantel (1977), recursion over columns.
 */
export function countTables(
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  workLimit = 2e7,
): number | undefined {
  for (const total of [...rowTotals, ...columnTotals])
    if (!(Number.isSafeInteger(total) && total >= 0))
      throw new RangeError(`count of tables: expected whole totals of 0 or more, found ${total}`)
  const sum = (totals: readonly number[]) => totals.reduce((all, total) => all + total, 0)
  if (sum(rowTotals) !== sum(columnTotals)) return 0
  const plan = networkPlan(rowTotals.filter(Boolean), columnTotals.filter(Boolean), {
    ordered: false,
    symmetric: () => true,
  })
  const rows = plan.rowTotals.length
  const columns = plan.columnTotals.length
  if (rows < 2 || columns < 2) return 1
  if (plan.arcs * 5 > workLimit * 3) return undefined
  const network = marginNetwork(plan.rowTotals, plan.columnTotals, unmoved, workLimit / 5, columns - 2)
  if (!network) return undefined
  let paths = Float64Array.of(1)
  for (const [s, { nodes, first, child }] of network.stages.entries()) {
    const behind = network.stages[s + 1]?.nodes ?? network.lastNodes.length / rows
    const next = new Float64Array(behind)
    for (let node = 0; node < nodes; node++)
      for (let arc = first[node]; arc < first[node + 1]; arc++) next[child[arc]] += paths[node]
    paths = next
  }
  const wanted = plan.columnTotals[columns - 2]
  return paths.reduce(
    (count, ways, node) =>
      count + ways * fillings(network.lastNodes.subarray(node * rows, (node + 1) * rows), wanted),
    0,
  )
}

/** No statistic: nodes are told apart by their margins only. */
const unmoved: AdditiveStatistic = { term: () => 0, symmetric: true, mergesArcs: false }

/** Ways to put `wanted` into rows of limited room, by running sums. */
function fillings(rooms: Int32Array, wanted: number): number {
  let ways = new Float64Array(wanted + 1)
  ways[0] = 1
  for (const room of rooms) {
    const next = new Float64Array(wanted + 1)
    let window = 0
    for (let sum = 0; sum <= wanted; sum++) {
      window += ways[sum]
      if (sum > room) window -= ways[sum - room - 1]
      next[sum] = window
    }
    ways = next
  }
  return ways[wanted]
}
