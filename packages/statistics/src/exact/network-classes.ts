import type { Steps } from '../design/steps.ts'
import { LastTwoColumns } from './last-two-columns.ts'
import { type MarginNetwork, marginNetwork } from './margin-network.ts'
import type { NetworkStatistic } from './statistic-terms.ts'
import { sortAndMerge } from './weighted-values.ts'

/**
 * Chances that a statistic of a table with the given margins lies at or below, and above, each cut, both added up
 * from small to large parts, never one as 1 minus the other, so that tails of 10⁻²⁰ keep their digits. Exact: the columns are added one at a time, equal values at a node are merged, a
 * value is settled as soon as every way to complete its table falls into one class, and the last two columns are
 * listed once per node for all its values.
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
  const columns = columnTotals.length
  const network = marginNetwork(rowTotals, columnTotals, statistic, workLimit / 5, columns - 2)
  if (!network) return undefined
  const lastCount = network.lastNodes.length / rows
  let work = network.work * 5 + lastCount * rows * 50
  if (work > workLimit) return undefined
  const ends = new LastTwoColumns(statistic, rows, columnTotals[columns - 2])
  const bounds = completionBounds(network, ends)
  const below = new Float64Array(cuts.length)
  const above = new Float64Array(cuts.length)
  const apart = 1e-12 * Math.max(1, ...cuts.map(Math.abs))
  let held: Held = { first: Int32Array.of(0, 1), values: Float64Array.of(0), weights: Float64Array.of(1) }

  for (const [s, stage] of network.stages.entries()) {
    yield (0.5 * s) / network.stages.length
    const { nodes, first, child, increment, chance } = stage
    const { lowest, highest } = bounds[s + 1]
    const counts = new Int32Array(lowest.length + 1)
    for (let node = 0; node < nodes; node++) {
      const entries = held.first[node + 1] - held.first[node]
      if (entries > 0)
        for (let arc = first[node]; arc < first[node + 1]; arc++) counts[child[arc] + 1] += entries
    }
    for (let k = 1; k < counts.length; k++) counts[k] += counts[k - 1]
    const total = counts[counts.length - 1]
    work += total * 6
    if (work > workLimit) return undefined
    const values = new Float64Array(total)
    const weights = new Float64Array(total)
    const next = counts.slice()
    for (let node = 0; node < nodes; node++) {
      const from = held.first[node]
      const to = held.first[node + 1]
      if (from === to) continue
      for (let arc = first[node]; arc < first[node + 1]; arc++) {
        const target = child[arc]
        const least = lowest[target]
        const most = highest[target]
        let place = next[target]
        for (let k = from; k < to; k++) {
          const value = held.values[k] + increment[arc]
          const settled = classOf(value + least)
          // Every way to complete the table falls into one class: no need to follow it.
          if (settled === classOf(value + most)) {
            settle(settled, held.weights[k] * chance[arc])
            continue
          }
          values[place] = value
          weights[place++] = held.weights[k] * chance[arc]
        }
        next[target] = place
      }
    }
    held = merged(counts, next, values, weights, apart)
  }

  const last = bounds[network.stages.length]
  for (let node = 0; node < last.lowest.length; node++) {
    const from = held.first[node]
    const to = held.first[node + 1]
    if (from === to) continue
    if (node % 64 === 0) yield 0.5 + (0.5 * node) / last.lowest.length
    ends.bind(network.lastNodes, node * rows)
    const { values } = held
    const { upTo, beyond } = runningSums(held.weights, from, to)
    const tables = ends.list((added, share) => {
      for (let c = 0; c < cuts.length; c++) {
        const k = firstAbove(values, from, to, cuts[c] - added) - from
        below[c] += share * upTo[k]
        above[c] += share * beyond[k]
      }
    })
    work += rows * columnTotals[columns - 2] + (2 + Math.log2(to - from + 1)) * tables
    if (work > workLimit) return undefined
  }
  return { below, above }

  function settle(settled: number, chance: number): void {
    for (let c = 0; c < cuts.length; c++)
      if (c < settled) above[c] += chance
      else below[c] += chance
  }

  function classOf(value: number): number {
    let c = 0
    while (c < cuts.length && value > cuts[c]) c++
    return c
  }
}

/** Per cut, the chance of a value at or below it, and of one above it. */
export type CutChances = { below: Float64Array; above: Float64Array }

/** Values (ascending) and weights held at each node. */
type Held = { first: Int32Array; values: Float64Array; weights: Float64Array }

/** Per node, what completions can add at least and at most. */
type Bounds = { lowest: Float64Array; highest: Float64Array }

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

/** Sorts and merges what stands at each node from `first` to `end`, and closes the gaps behind. */
function merged(
  first: Int32Array,
  end: Int32Array,
  values: Float64Array,
  weights: Float64Array,
  apart: number,
): Held {
  let place = 0
  for (let node = 0; node + 1 < first.length; node++) {
    const from = first[node]
    const to = sortAndMerge(values, weights, from, end[node], apart)
    first[node] = place
    if (from > place) {
      values.copyWithin(place, from, to)
      weights.copyWithin(place, from, to)
    }
    place += to - from
  }
  first[first.length - 1] = place
  return { first, values, weights }
}

/** Weight of the first k entries, and of all but the first k. */
function runningSums(weights: Float64Array, from: number, to: number) {
  const upTo = new Float64Array(to - from + 1)
  const beyond = new Float64Array(to - from + 1)
  for (let k = from; k < to; k++) upTo[k - from + 1] = upTo[k - from] + weights[k]
  for (let k = to - 1; k >= from; k--) beyond[k - from] = beyond[k - from + 1] + weights[k]
  return { upTo, beyond }
}

/** The first entry above `limit`, values ascending. */
function firstAbove(values: Float64Array, from: number, to: number, limit: number): number {
  while (from < to) {
    const middle = (from + to) >> 1
    if (values[middle] > limit) to = middle
    else from = middle + 1
  }
  return from
}
