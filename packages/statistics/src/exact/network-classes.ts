import type { Steps } from '../design/steps.ts'
import { advance, type Bounds, firstAbove, type Held, runningSums } from './held-values.ts'
import { LastTwoColumns } from './last-two-columns.ts'
import { type MarginNetwork, marginNetwork } from './margin-network.ts'
import type { NetworkStatistic } from './statistic-terms.ts'

/** Per cut, the chance of a value at or below it, and of one above it. */
export type CutChances = { below: Float64Array; above: Float64Array }

/**
 * Chances that a statistic of a table with the given margins lies at or below, and above, each cut, both added up
 * from small to large parts, never one as 1 minus the other, so that tails of 10⁻²⁰ keep their digits. Exact: the
 * columns are added one at a time, equal values at a node are merged, a value is settled as soon as every way to
 * complete its table falls into one class, and the last two columns are listed once per node for all its values.
 *
 * Gives up (undefined) beyond `workLimit` steps of some ten nanoseconds. At least two rows and two columns.
 *
 * @param cuts ascending; no attainable value may lie closer to a cut than rounding
 *
 * Source: Mehta and Patel (1983), the network algorithm; the bounds here are exact where terms are convex.
 */
export function* networkClasses(
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  statistic: NetworkStatistic,
  cuts: readonly number[],
  workLimit: number,
): Steps<CutChances | undefined> {
  const rows = rowTotals.length
  const wanted = columnTotals[columnTotals.length - 2]
  const network = marginNetwork(rowTotals, columnTotals, statistic, workLimit / 5, columnTotals.length - 2)
  if (!network) return undefined
  const { stages, lastNodes } = network
  let work = network.work * 5 + lastNodes.length * 50
  if (work > workLimit) return undefined
  const ends = new LastTwoColumns(statistic, rows, wanted)
  const bounds = completionBounds(network, ends)
  const below = new Float64Array(cuts.length)
  const above = new Float64Array(cuts.length)
  const here: CutChances = { below: below.slice(), above: above.slice() }
  let held: Held = { first: Int32Array.of(0, 1), values: Float64Array.of(0), chances: Float64Array.of(1) }

  for (const [s, stage] of stages.entries()) {
    yield (0.5 * s) / stages.length
    const next = advance(held, stage, bounds[s + 1], cuts, settle, (workLimit - work) / 6)
    if (!next) return undefined
    held = next
    work += 6 * held.values.length
  }
  for (let node = 0; node * rows < lastNodes.length; node++) {
    const from = held.first[node]
    const to = held.first[node + 1]
    if (from === to) continue
    if (node % 64 === 0) yield 0.5 + (0.5 * node * rows) / lastNodes.length
    const { upTo, beyond } = runningSums(held, from, to)
    const { values } = held
    ends.bind(lastNodes, node * rows)
    // Added up per node first: millions of small chances added to one large sum would lose a digit or two.
    here.below.fill(0)
    here.above.fill(0)
    const tables = ends.list((added, chance) => {
      for (let c = 0; c < cuts.length; c++) {
        const k = firstAbove(values, from, to, cuts[c] - added) - from
        here.below[c] += chance * upTo[k]
        here.above[c] += chance * beyond[k]
      }
    })
    for (let c = 0; c < cuts.length; c++) {
      below[c] += here.below[c]
      above[c] += here.above[c]
    }
    work += rows * wanted + (2 + Math.log2(to - from + 1)) * tables
    if (work > workLimit) return undefined
  }
  return { below, above }

  function settle(between: number, chance: number): void {
    for (let c = 0; c < cuts.length; c++)
      if (c < between) above[c] += chance
      else below[c] += chance
  }
}

/** Bounds of what completions add, per stage: listed for none of the last nodes, then carried back over the arcs. */
function completionBounds({ stages, lastNodes, rows }: MarginNetwork, ends: LastTwoColumns): Bounds[] {
  const count = lastNodes.length / rows
  let behind: Bounds = { lowest: new Float64Array(count), highest: new Float64Array(count) }
  for (let node = 0; node < count; node++) {
    ends.bind(lastNodes, node * rows)
    behind.lowest[node] = ends.lowest
    behind.highest[node] = ends.highest
  }
  const bounds = [behind]
  for (const { nodes, first, child, increment } of stages.toReversed()) {
    const lowest = new Float64Array(nodes).fill(Infinity)
    const highest = new Float64Array(nodes).fill(-Infinity)
    for (let node = 0; node < nodes; node++)
      for (let arc = first[node]; arc < first[node + 1]; arc++) {
        lowest[node] = Math.min(lowest[node], increment[arc] + behind.lowest[child[arc]])
        highest[node] = Math.max(highest[node], increment[arc] + behind.highest[child[arc]])
      }
    behind = { lowest, highest }
    bounds.unshift(behind)
  }
  return bounds
}
