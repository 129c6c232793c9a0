import { confidenceLevel } from '../confidence-level.ts'
import { binomialCdf } from '../distributions.ts'
import type { Interval, Result, Warning } from '../result.ts'
import { type Measured, measurements } from './measurements.ts'

/** A median; `attained` is how often intervals made like this one cover at least, if there is one. */
export type Median = Result & {
  interval: Interval | undefined
  attained: number | undefined
  missing: number
}

/**
 * The median with its exact interval: from the d-th smallest to the d-th largest value, where d is as large as the
 * level allows. It supposes nothing about the distribution; with ties it covers more often still.
 *
 * Undefined without values. There is no interval at level 0.95 below six values (`too-few-for-level`).
 *
 * @param values missing (`null`, `undefined`, NaN) values are left out and counted
 * @throws as `measurements`; `invalid confidence level; not in (0, 1): 95`
 * @example median([4, 1, 3, 9, 6, 2, 8]).interval // 1 to 9, attained 0.984
 * @see Thompson 1936; Conover 1999, Practical nonparametric statistics, section 3.2
 */
export function median(values: readonly Measured[], { level = 0.95 }: { level?: number } = {}): Median {
  confidenceLevel(level)
  const { present, missing } = measurements(values)
  const sorted = present.toSorted()
  return orderedMedian(sorted.length, (rank) => sorted[rank], level, missing)
}

/**
 * The same for counts of ordered numeric categories (a concern scale of 1 to 10), in O(categories).
 *
 * @param counts whole counts; how many units have each value
 * @param scale the categories' values, ascending; 1, 2, 3 … unless given
 * @throws `median: expected whole counts of 0 or more, found 2.5` · `median: expected 3 values, found 2` ·
 *   `median: expected ascending values, found 3 after 4`
 * @example medianOfCounts([2, 5, 9, 3]).estimate // 3
 */
export function medianOfCounts(
  counts: readonly number[],
  { level = 0.95, scale = counts.map((_, k) => k + 1) }: { level?: number; scale?: readonly number[] } = {},
): Median {
  confidenceLevel(level)
  if (scale.length !== counts.length)
    throw new RangeError(`median: expected ${counts.length} values, found ${scale.length}`)
  scale.forEach((value, k) => {
    if (!(k === 0 || value > scale[k - 1]))
      throw new RangeError(`median: expected ascending values, found ${value} after ${scale[k - 1]}`)
  })
  let n = 0
  const upTo = counts.map((count) => {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`median: expected whole counts of 0 or more, found ${count}`)
    return (n += count)
  })
  return orderedMedian(n, (rank) => scale[upTo.findIndex((below) => rank < below)], level, 0)
}

function orderedMedian(n: number, at: (rank: number) => number, level: number, missing: number): Median {
  const depth = n > 0 ? intervalDepth(n, level) : 0
  const warnings: Warning[] = n === 0 ? [{ code: 'no-observations' }] : []
  if (n > 0 && depth === 0) warnings.push({ code: 'too-few-for-level', values: { n, level } })
  return {
    estimate: n > 0 ? (at(Math.floor((n - 1) / 2)) + at(Math.floor(n / 2))) / 2 : undefined,
    interval:
      depth > 0
        ? { level, lower: at(depth - 1), upper: at(n - depth), method: 'exact, from order statistics' }
        : undefined,
    attained: depth > 0 ? 1 - 2 * binomialCdf(depth - 1, n, 0.5) : undefined,
    n,
    missing,
    method: 'median',
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings,
  }
}

/** The largest d with P(fewer than d of n are below the median) ≤ (1 - level) / 2; 0 if there is none. */
function intervalDepth(n: number, level: number): number {
  let low = 0
  let high = Math.ceil(n / 2)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    // The slack lets a level that is attained exactly count, such as 1 - 2/2⁶.
    if (binomialCdf(middle - 1, n, 0.5) <= ((1 - level) / 2) * (1 + 1e-12)) low = middle
    else high = middle - 1
  }
  return low
}
