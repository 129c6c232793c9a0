import { type DenseRanks, denseRanks } from './ranks.ts'

/** For each observation, how many others it is concordant and discordant with, in O(n log n). */
export type PairOrder = {
  x: DenseRanks
  y: DenseRanks
  concordant: Float64Array
  discordant: Float64Array
}

/**
 * Counts, for every observation, the others that are higher on both or lower on both (concordant) and those
 * that are higher on one and lower on the other (discordant). Pairs tied on either variable are neither.
 * A sweep up and a sweep down x with a Fenwick tree over y (Fenwick 1994; the idea is Knight's, 1966).
 */
export function pairOrder(xs: Float64Array, ys: Float64Array): PairOrder {
  const x = denseRanks(xs)
  const y = denseRanks(ys)
  const order = orderByRank(x)
  const concordant = new Float64Array(xs.length)
  const discordant = new Float64Array(xs.length)
  sweep(order, x, y, concordant, discordant)
  sweep(order.reverse(), x, y, discordant, concordant)
  return { x, y, concordant, discordant }
}

function orderByRank({ rank, sizes }: DenseRanks): Int32Array {
  const next = new Int32Array(sizes.length)
  for (let r = 1; r < sizes.length; r++) next[r] = next[r - 1] + sizes[r - 1]
  const order = new Int32Array(rank.length)
  for (let i = 0; i < rank.length; i++) order[next[rank[i]]++] = i
  return order
}

/** Adds to `below` how many of those already passed have a smaller y, to `above` how many a larger one. */
function sweep(
  order: Int32Array,
  x: DenseRanks,
  y: DenseRanks,
  below: Float64Array,
  above: Float64Array,
): void {
  const tree = new Float64Array(y.sizes.length + 1)
  for (let start = 0, end = 0; start < order.length; start = end) {
    end = start + x.sizes[x.rank[order[start]]]
    for (let k = start; k < end; k++) {
      const i = order[k]
      below[i] += countUpTo(tree, y.rank[i])
      above[i] += start - countUpTo(tree, y.rank[i] + 1)
    }
    for (let k = start; k < end; k++)
      for (let node = y.rank[order[k]] + 1; node < tree.length; node += node & -node) tree[node]++
  }
}

function countUpTo(tree: Float64Array, node: number): number {
  let sum = 0
  for (; node > 0; node -= node & -node) sum += tree[node]
  return sum
}
