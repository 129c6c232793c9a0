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
 * One sweep up x with a Fenwick tree over y (Fenwick 1994; the idea is Knight's, 1966): what lies at smaller x is
 * counted before a value of x is entered, what lies at larger x is what is left of y after.
 */
export function pairOrder(xs: Float64Array, ys: Float64Array): PairOrder {
  const x = denseRanks(xs)
  const y = denseRanks(ys)
  const n = xs.length
  const order = orderByRank(x)
  const belowOf = running(y.sizes)
  const tree = new Int32Array(y.sizes.length + 1)
  const entered = new Int32Array(y.sizes.length)
  const concordant = new Float64Array(n)
  const discordant = new Float64Array(n)
  for (let start = 0, end = 0; start < n; start = end) {
    end = start + x.sizes[x.rank[order[start]]]
    for (let k = start; k < end; k++) {
      const i = order[k]
      const smaller = countBelow(tree, y.rank[i])
      concordant[i] = smaller
      discordant[i] = start - smaller - entered[y.rank[i]]
    }
    for (let k = start; k < end; k++) enter(tree, entered, y.rank[order[k]])
    for (let k = start; k < end; k++) {
      const i = order[k]
      const rank = y.rank[i]
      // A value of x that occurs once adds nothing below its own y.
      const smaller = end - start > 1 ? countBelow(tree, rank) : concordant[i]
      discordant[i] += belowOf[rank] - smaller
      concordant[i] += n - belowOf[rank] - y.sizes[rank] - (end - smaller - entered[rank])
    }
  }
  return { x, y, concordant, discordant }
}

function orderByRank({ rank, sizes }: DenseRanks): Int32Array {
  const next = running(sizes)
  const order = new Int32Array(rank.length)
  for (let i = 0; i < rank.length; i++) order[next[rank[i]]++] = i
  return order
}

/** How many values lie below each distinct one. */
function running(sizes: Float64Array): Int32Array {
  let below = 0
  return Int32Array.from(sizes, (size) => (below += size) - size)
}

function enter(tree: Int32Array, entered: Int32Array, rank: number): void {
  entered[rank]++
  for (let node = rank + 1; node < tree.length; node += node & -node) tree[node]++
}

/** How many entered values have a smaller rank. */
function countBelow(tree: Int32Array, rank: number): number {
  let sum = 0
  for (let node = rank; node > 0; node -= node & -node) sum += tree[node]
  return sum
}
