import { distinctValues } from './ranks.ts'

/** All sums of pairs of numbers: too many to list, but they can be counted up to any limit. */
export type PairSums = {
  total: number
  lowest: number
  highest: number
  /** How many sums are at most `limit`, the largest of them and the smallest above it (±Infinity if none). */
  upTo: (limit: number) => { count: number; largest: number; next: number }
}

/**
 * The k-th smallest sum, k from 1 to `total`: bisection that keeps to sums that occur, so that it ends after the
 * logarithm of their range over their gaps, with any number of ties. Each step is O(n).
 *
 * @see Johnson and Mizoguchi 1978, Selecting the Kth element in X + Y, for the counting
 */
export function orderedSum(sums: PairSums, k: number): number {
  let low = sums.lowest
  let high = sums.highest
  if (sums.upTo(low).count >= k) return low
  while (true) {
    const middle = low + (high - low) / 2
    if (!(middle > low && middle < high)) return high
    const { count, largest, next } = sums.upTo(middle)
    if (count >= k) high = largest
    else if (next === high) return high
    else low = middle
  }
}

/** The median of all sums. */
export function middleOfSums(sums: PairSums): number {
  const upper = orderedSum(sums, Math.floor(sums.total / 2) + 1)
  return sums.total % 2 ? upper : (orderedSum(sums, sums.total / 2) + upper) / 2
}

/** All sums a + b of one number from each sample (for differences, give the second with its sign turned). */
export function sumsOfTwo(a: Float64Array, b: Float64Array): PairSums {
  const left = distinctValues(a)
  const right = distinctValues(b)
  const upToPlace = runningTotals(right.sizes)
  return pairSums(left.values, right.values, a.length * b.length, (i, end) => left.sizes[i] * upToPlace[end])
}

/** All Walsh sums x + x' of a sample, each pair once and each number with itself; an average is half of one. */
export function walshSums(sample: Float64Array): PairSums {
  const { values, sizes } = distinctValues(sample)
  const upToPlace = runningTotals(sizes)
  const n = sample.length
  return pairSums(values, values, (n * (n + 1)) / 2, (i, end) =>
    end <= i ? 0 : sizes[i] * (upToPlace[end] - upToPlace[i + 1]) + (sizes[i] * (sizes[i] + 1)) / 2,
  )
}

/** `weight(i, end)` is how many sums a[i] makes with the first `end` distinct values of b. */
function pairSums(
  a: Float64Array,
  b: Float64Array,
  total: number,
  weight: (i: number, end: number) => number,
): PairSums {
  return { total, lowest: a[0] + b[0], highest: a.at(-1)! + b.at(-1)!, upTo }

  /** For each a the end of the run of b with a + b ≤ limit moves down as a goes up. */
  function upTo(limit: number): { count: number; largest: number; next: number } {
    let [count, largest, next] = [0, -Infinity, Infinity]
    for (let i = 0, end = b.length; i < a.length; i++) {
      while (end > 0 && a[i] + b[end - 1] > limit) end--
      if (end > 0) largest = Math.max(largest, a[i] + b[end - 1])
      if (end < b.length) next = Math.min(next, a[i] + b[end])
      count += weight(i, end)
    }
    return { count, largest, next }
  }
}

function runningTotals(sizes: Float64Array): Float64Array {
  const totals = new Float64Array(sizes.length + 1)
  sizes.forEach((size, k) => (totals[k + 1] = totals[k] + size))
  return totals
}
