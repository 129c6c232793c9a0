/**
 * Sorts values ascending together with their weights, in place between `from` and `to` (not included), and merges
 * values closer than `apart`. Returns the new end.
 */
export function sortAndMerge(
  values: Float64Array,
  weights: Float64Array,
  from: number,
  to: number,
  apart: number,
): number {
  quicksort(values, weights, from, to - 1)
  let end = from
  for (let k = from; k < to; k++) {
    if (end > from && values[k] - values[end - 1] <= apart) {
      weights[end - 1] += weights[k]
      continue
    }
    values[end] = values[k]
    weights[end++] = weights[k]
  }
  return end
}

function quicksort(values: Float64Array, weights: Float64Array, from: number, to: number): void {
  while (to - from > 12) {
    const middle = (from + to) >> 1
    const pivot = median(values[from], values[middle], values[to])
    let low = from
    let high = to
    while (low <= high) {
      while (values[low] < pivot) low++
      while (values[high] > pivot) high--
      if (low > high) break
      const value = values[low]
      values[low] = values[high]
      values[high] = value
      const weight = weights[low]
      weights[low++] = weights[high]
      weights[high--] = weight
    }
    // The shorter part by recursion, the longer by going round: the stack stays low.
    if (high - from < to - low) {
      quicksort(values, weights, from, high)
      from = low
    } else {
      quicksort(values, weights, low, to)
      to = high
    }
  }
  for (let i = from + 1; i <= to; i++) {
    const value = values[i]
    const weight = weights[i]
    let place = i
    while (place > from && values[place - 1] > value) {
      values[place] = values[place - 1]
      weights[place] = weights[place - 1]
      place--
    }
    values[place] = value
    weights[place] = weight
  }
}

function median(a: number, b: number, c: number): number {
  return a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b
}
