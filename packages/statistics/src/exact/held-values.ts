import type { NetworkStage } from './margin-network.ts'
import { sortAndMerge } from './weighted-values.ts'

/** Values (ascending) and their chances, held at each node of a stage: those of node k from `first[k]` on. */
export type Held = { first: Int32Array; values: Float64Array; chances: Float64Array }

/** Per node, what completions of a table can add at least and at most. */
export type Bounds = { lowest: Float64Array; highest: Float64Array }

/**
 * Takes the values held at the nodes of one stage over its arcs to the next. Values whose every completion falls
 * into one class between the cuts are settled and not followed; as values ascend, those of one arc and class are
 * one stretch. Undefined if more than `most` values stay open.
 */
export function advance(
  held: Held,
  stage: NetworkStage,
  bounds: Bounds,
  cuts: readonly number[],
  settle: (c: number, chance: number) => void,
  most: number,
): Held | undefined {
  const counts = new Int32Array(bounds.lowest.length + 1)
  everyStretch(held, stage, bounds, cuts, (arc, from, to, c) => {
    if (c === undefined) counts[stage.child[arc] + 1] += to - from
  })
  for (let k = 1; k < counts.length; k++) counts[k] += counts[k - 1]
  const open = counts[counts.length - 1]
  if (open > most) return undefined
  const values = new Float64Array(open)
  const chances = new Float64Array(open)
  const end = counts.slice()
  everyStretch(held, stage, bounds, cuts, (arc, from, to, c, sums) => {
    const chance = stage.chance[arc]
    if (c !== undefined) {
      settle(c, sumOf(sums, from, to) * chance)
      return
    }
    let place = end[stage.child[arc]]
    const increment = stage.increment[arc]
    for (let k = from; k < to; k++) {
      values[place] = held.values[k] + increment
      chances[place++] = held.chances[k] * chance
    }
    end[stage.child[arc]] = place
  })
  return merged(counts, end, values, chances, 1e-12 * Math.max(1, ...cuts.map(Math.abs)))
}

/** Sums over the first k of a node's values, and over all but the first k; small sums keep their digits. */
export function runningSums({ chances }: Held, from: number, to: number): RunningSums {
  const upTo = new Float64Array(to - from + 1)
  const beyond = new Float64Array(to - from + 1)
  for (let k = from; k < to; k++) upTo[k - from + 1] = upTo[k - from] + chances[k]
  for (let k = to - 1; k >= from; k--) beyond[k - from] = beyond[k - from + 1] + chances[k]
  return { chances, from, to, upTo, beyond }
}

type RunningSums = {
  chances: Float64Array
  from: number
  to: number
  upTo: Float64Array
  beyond: Float64Array
}

/** The first value above `limit` in an ascending stretch. */
export function firstAbove(values: Float64Array, from: number, to: number, limit: number): number {
  while (from < to) {
    const middle = (from + to) >> 1
    if (values[middle] > limit) to = middle
    else from = middle + 1
  }
  return from
}

/** Cuts each node's values into stretches, arc by arc: those settled in class c, and open ones (c undefined). */
function everyStretch(
  held: Held,
  { nodes, first, child, increment }: NetworkStage,
  { lowest, highest }: Bounds,
  cuts: readonly number[],
  visit: (arc: number, from: number, to: number, c: number | undefined, sums: RunningSums) => void,
): void {
  const { values } = held
  for (let node = 0; node < nodes; node++) {
    const from = held.first[node]
    const to = held.first[node + 1]
    if (from === to) continue
    const sums = runningSums(held, from, to)
    for (let arc = first[node]; arc < first[node + 1]; arc++) {
      const least = increment[arc] + lowest[child[arc]]
      const most = increment[arc] + highest[child[arc]]
      let open = from
      for (let c = 0; c <= cuts.length; c++) {
        const start = c === 0 ? from : firstAbove(values, open, to, cuts[c - 1] - least)
        const end = c === cuts.length ? to : firstAbove(values, start, to, cuts[c] - most)
        if (end <= start) continue
        if (start > open) visit(arc, open, start, undefined, sums)
        visit(arc, start, end, c, sums)
        open = end
      }
      if (to > open) visit(arc, open, to, undefined, sums)
    }
  }
}

/** Sum over a stretch: from either end, or if it is short, without the rounding of longer sums. */
function sumOf({ chances, from, to, upTo, beyond }: RunningSums, start: number, end: number): number {
  if (start === from) return upTo[end - from]
  if (end === to) return beyond[start - from]
  if (end - start > 16) return upTo[end - from] - upTo[start - from]
  let sum = 0
  for (let k = start; k < end; k++) sum += chances[k]
  return sum
}

/** Sorts and merges what stands at each node from `first` to `end`, and closes the gaps behind. */
function merged(
  first: Int32Array,
  end: Int32Array,
  values: Float64Array,
  chances: Float64Array,
  apart: number,
): Held {
  let place = 0
  for (let node = 0; node + 1 < first.length; node++) {
    const from = first[node]
    const to = sortAndMerge(values, chances, from, end[node], apart)
    first[node] = place
    if (from > place) {
      values.copyWithin(place, from, to)
      chances.copyWithin(place, from, to)
    }
    place += to - from
  }
  first[first.length - 1] = place
  return { first, values, chances }
}
