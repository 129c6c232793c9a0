import { confidenceLevel } from '../confidence-level.ts'
import { tQuantile } from '../distributions.ts'
import type { Interval, Result, Warning } from '../result.ts'
import { type Measured, measurements, pairedMeasurements } from './measurements.ts'
import { kishDesignEffect } from './kish-design-effect.ts'

/** A mean with its spread; `effectiveN` is the unweighted sample that would tell as much. */
export type Mean = Result & {
  standardDeviation: number | undefined
  standardError: number | undefined
  interval: Interval | undefined
  effectiveN: number
  missing: number
}

/**
 * The mean of a numeric variable with a t interval. With `weights` it is the weighted mean, its error linearised
 * (the weights are taken as fixed and the units as the sample); with `population`, the number of units drawn from,
 * the finite-population correction is applied.
 *
 * Undefined without values; no error or interval with one value. A whole population has error 0 and an interval
 * of no width, with a warning. Values with a missing or zero weight are left out.
 *
 * @param values missing (`null`, `undefined`, NaN) values are left out and counted
 * @throws `mean: expected a population of at least 7, found 5` · `weights: expected 0 or more at position 2, found -1` ·
 *   as `measurements`; `invalid confidence level; not in (0, 1): 95`
 * @example mean([2, 4, 9]).estimate // 5
 * @see Student 1908; Cochran 1977, eq. 2.20 (finite population); Särndal, Swensson and Wretman 1992, section 5.7
 *   (weighted mean); Kish 1965, section 11.7 (effective n)
 */
export function mean(
  values: readonly Measured[],
  {
    level = 0.95,
    weights,
    population,
  }: { level?: number; weights?: readonly Measured[]; population?: number } = {},
): Mean {
  confidenceLevel(level)
  const { present, shares, missing, effectiveN } = weighted(values, weights)
  const n = present.length
  if (population !== undefined && !(population >= n))
    throw new RangeError(`mean: expected a population of at least ${n}, found ${population}`)
  const warnings: Warning[] =
    n === 0 ? [{ code: 'no-observations' }] : n === 1 ? [{ code: 'one-observation' }] : []
  const census = n > 0 && population === n
  if (census) warnings.push({ code: 'whole-population', values: { population } })
  const estimate = n > 0 ? present.reduce((sum, value, i) => sum + shares[i] * value, 0) : undefined
  const left = population === undefined ? 1 : 1 - n / population
  const spread = present.reduce((sum, value, i) => sum + shares[i] * (value - estimate!) ** 2, 0)
  const pulls = present.reduce((sum, value, i) => sum + (shares[i] * (value - estimate!)) ** 2, 0)
  const standardError = n > 1 ? Math.sqrt((pulls * left * n) / (n - 1)) : undefined
  const reach = standardError === undefined ? NaN : tQuantile((1 + level) / 2, n - 1) * standardError
  return {
    estimate,
    standardDeviation: n > 1 ? Math.sqrt((spread * n) / (n - 1)) : undefined,
    standardError,
    interval:
      standardError === undefined || (standardError === 0 && !census)
        ? undefined
        : {
            level,
            lower: estimate! - reach,
            upper: estimate! + reach,
            method: census ? 'the whole population' : `t on ${n - 1} df`,
          },
    n,
    effectiveN,
    missing,
    method: weights ? 'weighted mean' : 'mean',
    assumptions: [
      { code: 'independent-observations', met: undefined },
      { code: 'normal-mean', met: undefined },
    ],
    warnings,
  }
}

function weighted(
  values: readonly Measured[],
  weights: readonly Measured[] | undefined,
): { present: Float64Array; shares: Float64Array; missing: number; effectiveN: number } {
  if (!weights) {
    const { present, missing } = measurements(values)
    return { present, missing, shares: present.map(() => 1 / present.length), effectiveN: present.length }
  }
  const { x, y, missing } = pairedMeasurements(values, weights)
  const { effectiveN } = kishDesignEffect(Array.from(y))
  const kept = Array.from(y.keys()).filter((i) => y[i] > 0)
  const total = y.reduce((sum, weight) => sum + weight, 0)
  return {
    present: Float64Array.from(kept, (i) => x[i]),
    shares: Float64Array.from(kept, (i) => y[i] / total),
    missing: missing + y.length - kept.length,
    effectiveN,
  }
}
