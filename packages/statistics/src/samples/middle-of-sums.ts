/**
 * The order statistics of all sums of two numbers without keeping more than a few million of them: what
 * Hodges–Lehmann estimates and their intervals are read from. `countBelow(limit)` says how many sums are ≤ limit and
 * `between(low, high)` lists those in (low, high]; both must agree to the last bit.
 */
export type PairSums = {
  total: number
  lowest: number
  highest: number
  countUpTo: (limit: number) => number
  between: (low: number, high: number) => Float64Array
}

/** The k-th smallest sum, k from 1: bisection until few enough are left to sort. */
export function orderedSum(sums: PairSums, k: number): number {
  let low = -Infinity
  let high = sums.highest
  let below = 0
  let upTo = sums.total
  let floor = sums.lowest
  while (upTo - below > 1_000_000) {
    const middle = floor + (high - floor) / 2
    if (!(middle > floor && middle < high)) break
    const count = sums.countUpTo(middle)
    if (count >= k) [high, upTo] = [middle, count]
    else [low, floor, below] = [middle, middle, count]
  }
  const left = upTo - below > 4_000_000 ? undefined : sums.between(low, high).sort()
  // More equal sums than can be listed: they are all the same number.
  return left ? left[k - below - 1] : high
}

/** The median of all sums. */
export function middleOfSums(sums: PairSums): number {
  const upper = orderedSum(sums, Math.floor(sums.total / 2) + 1)
  return sums.total % 2 ? upper : (orderedSum(sums, sums.total / 2) + upper) / 2
}

/** All sums a + b of one number from each sample (for differences, give the second with its sign turned). */
export function sumsOfTwo(a: Float64Array, b: Float64Array): PairSums {
  return sumsOf(a.toSorted(), b.toSorted(), () => 0)
}

/** All Walsh sums x + x' of a sample, each with itself too; a Walsh average is half of one. */
export function walshSums(values: Float64Array): PairSums {
  const sorted = values.toSorted()
  return sumsOf(sorted, sorted, (i) => i)
}

function sumsOf(a: Float64Array, b: Float64Array, first: (i: number) => number): PairSums {
  let total = 0
  for (let i = 0; i < a.length; i++) total += b.length - first(i)
  return { total, lowest: a[0] + b[0], highest: a.at(-1)! + b.at(-1)!, countUpTo, between }

  /** For each a, the end of the run of b with a + b ≤ limit moves down as a goes up. */
  function countUpTo(limit: number): number {
    let count = 0
    for (let i = 0, end = b.length; i < a.length; i++) {
      while (end > 0 && a[i] + b[end - 1] > limit) end--
      count += Math.max(0, end - first(i))
    }
    return count
  }

  function between(low: number, high: number): Float64Array {
    const found = new Float64Array(countUpTo(high) - countUpTo(low))
    let k = 0
    for (let i = 0, end = b.length; i < a.length; i++) {
      while (end > 0 && a[i] + b[end - 1] > high) end--
      for (let j = end - 1; j >= first(i) && a[i] + b[j] > low; j--) found[k++] = a[i] + b[j]
    }
    return found
  }
}
