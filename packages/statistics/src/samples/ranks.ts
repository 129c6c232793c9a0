/** Dense ranks 0, 1, 2 … (ties share one) and how many values stand at each. */
export type DenseRanks = { rank: Int32Array; sizes: Float64Array }

/** The distinct values, ascending, and how often each occurs. */
export function distinctValues(values: Float64Array): { values: Float64Array; sizes: Float64Array } {
  const sorted = values.toSorted()
  const distinct = new Float64Array(sorted.length)
  const sizes = new Float64Array(sorted.length)
  let k = 0
  for (const value of sorted) {
    if (k === 0 || value !== distinct[k - 1]) distinct[k++] = value
    sizes[k - 1]++
  }
  return { values: distinct.slice(0, k), sizes: sizes.slice(0, k) }
}

/** Ranks each value by its place among the distinct values. */
export function denseRanks(values: Float64Array): DenseRanks {
  const { values: distinct, sizes } = distinctValues(values)
  return { rank: Int32Array.from(values, (value) => placeOf(value, distinct)), sizes }
}

/**
 * Ranks 1 … n, where tied values share the mean of the ranks they take up together (mid-ranks).
 *
 * @example midRanks(Float64Array.of(3, 1, 3)) // 2.5, 1, 2.5
 */
export function midRanks(values: Float64Array): Float64Array {
  const { rank, sizes } = denseRanks(values)
  const scores = midRankScores(sizes)
  return Float64Array.from(rank, (r) => scores[r])
}

/** The mid-rank of each of a row of categories in order, from how many stand in each. */
export function midRankScores(sizes: ArrayLike<number>): Float64Array {
  let before = 0
  return Float64Array.from(sizes, (size) => {
    before += size
    return before - size + (size + 1) / 2
  })
}

function placeOf(value: number, distinct: Float64Array): number {
  let low = 0
  let high = distinct.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (distinct[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
