import { confidenceLevel } from '../confidence-level.ts'
import { normalQuantile } from '../distributions.ts'
import type { Interval, Result, Warning } from '../result.ts'
import { exactKendallP } from './exact-kendall.ts'
import { kendallVariance } from './kendall-variance.ts'
import { type Measured, pairedMeasurements } from './measurements.ts'
import { distinctValues } from './ranks.ts'

/** A straight line through a cloud of points; `estimate` is its slope, in y for one more of x. */
export type TheilSenLine = Result & {
  /** The line's y where x is 0. */
  intercept: number | undefined
  /** Slopes that Kendall's test does not reject. */
  interval: Interval | undefined
  /** How many pairs of points have different x, and so a slope. */
  slopes: number
  /** Points left out because x or y is missing. */
  missing: number
}

/**
 * The Theil–Sen line: the median of the slopes between all pairs of points, and the median of what is left of y. Up to 29 %
 * of the points may be anything at all without carrying the line away.
 *
 * The interval holds the slopes that Kendall's test does not reject; exact up to 60 points without ties in x, else from the
 * normal approximation, and never narrower than the level. Undefined if x has fewer than two values (`constant-variable`),
 * and above 2,000 points, which have more than two million slopes (`too-many-points`).
 *
 * @param x values; missing (`null`, `undefined`, NaN) pairs are left out and counted
 * @param y as many values as x
 * @param options.level confidence level, 0.95 unless given
 * @throws as `pairedMeasurements`; `invalid confidence level; not in (0, 1): 95`
 * @example theilSenLine([1, 2, 3, 4, 5], [1.26, 1.27, 1.12, 1.16, 1.03]).estimate // -0.05625
 * @see Theil 1950; Sen 1968, eq. 2.6 and 4.1 (interval with ties in x); Hollander, Wolfe and Chicken 2014, 9.2–9.3
 */
export function theilSenLine(
  x: readonly Measured[],
  y: readonly Measured[],
  { level = 0.95 }: { level?: number } = {},
): TheilSenLine {
  confidenceLevel(level)
  const points = pairedMeasurements(x, y)
  const n = points.x.length
  const base = { n, missing: points.missing, method: 'Theil–Sen line', assumptions }
  const none = { ...base, estimate: undefined, intercept: undefined, interval: undefined, slopes: 0 }
  if (n > mostPoints)
    return { ...none, warnings: [{ code: 'too-many-points', values: { most: mostPoints } }] }
  const slopes = slopesOf(points.x, points.y)
  if (!slopes.length) return { ...none, warnings: [{ code: 'constant-variable', values: { variable: 'x' } }] }
  const slope = middle(slopes)
  const { depth, method } = slopeDepth(distinctValues(points.x).sizes, n, slopes.length, level)
  const warnings: Warning[] = depth > 0 ? [] : [{ code: 'too-few-for-level', values: { n, level } }]
  return {
    ...base,
    estimate: slope,
    intercept: middle(points.y.map((value, i) => value - slope * points.x[i]).sort()),
    interval:
      depth > 0
        ? { level, lower: slopes[depth - 1], upper: slopes[slopes.length - depth], method }
        : undefined,
    slopes: slopes.length,
    warnings,
  }
}

const mostPoints = 2000
const mostExact = 60

const assumptions: Result['assumptions'] = [
  { code: 'independent-observations', met: undefined },
  { code: 'straight-line', met: undefined },
]

/** Smallest first; adding 0 makes -0 the 0 it is. */
function slopesOf(x: Float64Array, y: Float64Array): Float64Array {
  const slopes = new Float64Array((x.length * (x.length - 1)) / 2)
  let count = 0
  for (let i = 0; i < x.length; i++)
    for (let j = i + 1; j < x.length; j++)
      if (x[i] !== x[j]) slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]) + 0
  return slopes.subarray(0, count).sort()
}

function middle(sorted: Float64Array): number {
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
}

/** How far from either end the limits stand among the ordered slopes; 0 if there are too few. */
function slopeDepth(
  sizes: Float64Array,
  n: number,
  slopes: number,
  level: number,
): { depth: number; method: string } {
  if (n <= mostExact && sizes.length === n) {
    // A slope below the d-th smallest leaves at most d - 1 pairs discordant; Kendall's test rejects it.
    const isRejected = (discordant: number) =>
      exactKendallP(slopes - 2 * discordant, sizes, sizes)! <= (1 - level) * (1 + 1e-12)
    let depth = 0
    while (2 * depth < slopes && isRejected(depth)) depth++
    return { depth, method: "exact, from Kendall's test" }
  }
  const spread = Math.sqrt(kendallVariance(sizes, new Float64Array(n).fill(1), n))
  const reach = normalQuantile((1 + level) / 2) * spread
  return {
    depth: Math.max(0, Math.floor((slopes - reach) / 2)),
    method: "normal approximation to Kendall's test",
  }
}
