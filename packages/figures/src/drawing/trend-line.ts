import type { Pairs } from '@pejling/indicators'

/** A straight line, and the slopes it might also have. */
export type Trend = { slope: number; intercept: number; interval?: { lower: number; upper: number } }

type Ends = [number, number]

/** The line from the smallest to the largest x that was measured, as far as it stays within the figure. */
export function trendLine(
  { slope, intercept }: Trend,
  x: Ends,
  y: Ends,
  points: Pairs['points'],
): { x: number; y: number }[] {
  return measured(x, points)
    .map((x) => ({ x, y: intercept + slope * x }))
    .filter((point) => point.y >= y[0] && point.y <= y[1])
}

/** The lines with the lowest and the highest slope, through the middle of the line, cut where the figure ends. */
export function trendBand(
  { slope, intercept, interval }: Trend,
  x: Ends,
  y: Ends,
  points: Pairs['points'],
): { x: number; lower: number; upper: number }[] {
  if (!interval) return []
  const xs = points.map((point) => Number(point.x)).sort((a, b) => a - b)
  const middle = (xs[(xs.length - 1) >> 1] + xs[xs.length >> 1]) / 2
  const within = (value: number) => Math.max(y[0], Math.min(y[1], value))
  return measured(x, points).map((x) => {
    const [a, b] = [interval.lower, interval.upper].map((end) =>
      within(intercept + slope * middle + end * (x - middle)),
    )
    return { x, lower: Math.min(a, b), upper: Math.max(a, b) }
  })
}

const steps = 48

/** Many places between the smallest and the largest x, so that what is cut is cut close to the edge. */
function measured([low, high]: Ends, points: Pairs['points']): number[] {
  const xs = points.map((point) => Number(point.x))
  const [from, to] = [Math.max(low, Math.min(...xs)), Math.min(high, Math.max(...xs))]
  return xs.length ? Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps) : []
}
