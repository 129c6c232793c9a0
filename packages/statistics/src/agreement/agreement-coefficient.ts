import { fisherZInterval } from '../fisher-z-interval.ts'
import type { Interval, Result, Warning } from '../result.ts'
import type { Pattern, RatingPatterns } from './codings.ts'

/** Agreement between coders: 1 = perfect, 0 = what chance gives, below 0 = less than that. */
export type AgreementCoefficient = Result & {
  /** Share of agreement seen and expected by chance; weighted if weights are used. */
  observed: number | undefined
  expected: number | undefined
  standardError: number | undefined
  interval: Interval | undefined
  /** Units with at least two codings (the same as `n`), and the most codings a unit has. */
  units: number
  coders: number
}

/** What a coefficient's own formula gives; the rest is the same for all. */
export type AgreementNumbers = {
  estimate: number | undefined
  observed: number | undefined
  expected: number | undefined
  standardError: number | undefined
}

/** Fewer double-coded units than this are named in a warning: intervals are then wide and their level rough. */
const fewUnits = 20

/**
 * Puts the interval and the warnings beside the numbers: `undefined-zero-over-zero` where chance agreement is
 * complete (one category), `no-pairable-units`, `perfect-agreement` (error 0, so no interval), `few-units`,
 * `rare-category` (the interval's level is not held when a category is rare and units are few).
 */
export function agreementCoefficient(
  method: string,
  { categories, patterns, coders, pairableUnits }: RatingPatterns,
  { estimate, observed, expected, standardError }: AgreementNumbers,
  level: number,
): AgreementCoefficient {
  const error = standardError !== undefined && standardError < 1e-12 ? 0 : standardError
  const interval =
    estimate === undefined ? undefined : fisherZInterval(estimate, error, pairableUnits - 1, level)
  const warnings: Warning[] = []
  if (pairableUnits === 0) warnings.push({ code: 'no-pairable-units' })
  else if (estimate === undefined)
    warnings.push({ code: 'undefined-zero-over-zero', values: { statistic: method } })
  else if (observed !== undefined && observed > 1 - 1e-12)
    warnings.push({ code: 'perfect-agreement', values: { units: pairableUnits } })
  if (pairableUnits > 0 && pairableUnits < fewUnits)
    warnings.push({ code: 'few-units', values: { units: pairableUnits } })
  if (estimate !== undefined) warnings.push(...rareCategories(categories, patterns))
  return {
    estimate,
    observed,
    expected,
    standardError: estimate === undefined ? undefined : error,
    interval,
    n: pairableUnits,
    units: pairableUnits,
    coders,
    method,
    assumptions: [
      { code: 'units-sampled-independently', met: undefined },
      { code: 'coders-independent', met: undefined },
    ],
    warnings,
  }
}

/** Categories chosen in fewer than five units; none are named when there are many, as on a fine scale. */
function rareCategories(categories: (string | number)[], patterns: Pattern[]): Warning[] {
  if (categories.length > 12) return []
  const units = new Float64Array(categories.length)
  for (const { chosen, units: alike } of patterns) for (const k of chosen) units[k] += alike
  return categories.flatMap((category, k) =>
    units[k] < 5 ? [{ code: 'rare-category', values: { category, units: units[k] } }] : [],
  )
}
