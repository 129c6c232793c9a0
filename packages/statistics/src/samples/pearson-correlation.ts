import { confidenceLevel } from '../confidence-level.ts'
import { normalQuantile, tTwoSided } from '../distributions.ts'
import type { Interval, PValue, Result, Warning } from '../result.ts'
import { type Measured, pairedMeasurements } from './measurements.ts'

/** Pearson's correlation; `missing` counts the pairs left out. */
export type PearsonCorrelation = Result & {
  interval: Interval | undefined
  pValue: PValue | undefined
  missing: number
}

/**
 * Pearson's product-moment correlation: how close two numeric variables come to a straight line. Test by t on
 * n - 2 df, interval by Fisher's z; both suppose a bivariate normal distribution.
 *
 * Undefined (0/0) with n < 2 or if x or y has one value only; no test with n < 3, no interval with n < 4 or
 * when all points lie on a line.
 *
 * @param x values; missing (`null`, `undefined`, NaN) pairs are left out and counted
 * @param y as many values as x
 * @throws as `rankCorrelation`
 * @example pearsonCorrelation([1, 2, 3, 4], [1, 3, 2, 4]).estimate // 0.8
 * @see Pearson 1896; Fisher 1921 (interval)
 */
export function pearsonCorrelation(
  x: readonly Measured[],
  y: readonly Measured[],
  { level = 0.95 }: { level?: number } = {},
): PearsonCorrelation {
  confidenceLevel(level)
  const pairs = pairedMeasurements(x, y)
  const n = pairs.x.length
  const a = scaled(pairs.x)
  const b = scaled(pairs.y)
  const base = {
    n,
    missing: pairs.missing,
    method: 'Pearson correlation',
    assumptions: [
      { code: 'independent-observations', met: undefined },
      { code: 'bivariate-normal', met: undefined },
    ],
  }
  if (n < 2 || !a || !b) {
    const warnings: Warning[] = [{ code: 'undefined-zero-over-zero', values: { statistic: base.method } }]
    if (n > 0 && !a) warnings.push({ code: 'constant-variable', values: { variable: 'x' } })
    if (n > 0 && !b) warnings.push({ code: 'constant-variable', values: { variable: 'y' } })
    return { ...base, estimate: undefined, interval: undefined, pValue: undefined, warnings }
  }
  const r = Math.max(
    -1,
    Math.min(
      1,
      a.reduce((sum, value, i) => sum + value * b[i], 0),
    ),
  )
  const span = (1 - r) * (1 + r)
  const p = span > 0 ? tTwoSided(r * Math.sqrt((n - 2) / span), n - 2) : 0
  return {
    ...base,
    estimate: r,
    interval: fisherInterval(r, n, level),
    pValue: n > 2 ? { p, method: `t test on ${n - 2} df`, alternative: 'two-sided' } : undefined,
    warnings: span > 0 ? [] : [{ code: 'perfect-association' }],
  }
}

function fisherInterval(r: number, n: number, level: number): Interval | undefined {
  if (n < 4 || Math.abs(r) === 1) return undefined
  const reach = normalQuantile((1 + level) / 2) / Math.sqrt(n - 3)
  return {
    level,
    lower: Math.tanh(Math.atanh(r) - reach),
    upper: Math.tanh(Math.atanh(r) + reach),
    method: 'Fisher z',
  }
}

/** The values less their mean, with squares that add up to 1; undefined if they are all the same. */
function scaled(values: Float64Array): Float64Array | undefined {
  if (values.every((value) => value === values[0])) return undefined
  const mean = values.reduce((sum, value) => sum + value / values.length, 0)
  const deviations = values.map((value) => value - mean)
  const length = Math.sqrt(deviations.reduce((sum, deviation) => sum + deviation ** 2, 0))
  return deviations.map((deviation) => deviation / length)
}
