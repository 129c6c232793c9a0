import type { Pattern, RatingPatterns } from './codings.ts'

/** The share of agreement expected by chance from the shares of the categories, and its slope in each share. */
export type ChanceAgreement = { expected: number; slopes: Float64Array }

/** (observed - expected) / (1 - expected), or undefined where that is 0/0, with Gwet's standard error. */
export type ChanceCorrected = {
  estimate: number | undefined
  observed: number | undefined
  expected: number | undefined
  standardError: number | undefined
}

/**
 * Observed agreement over all pairs of codings of a unit, corrected by a rule for chance. The error is that
 * of the coefficient linearised in the units (Gwet 2008, eq. 27–36; 2014, ch. 5): units are the sample, coders
 * are fixed. Units with one coding help to estimate the categories' shares only.
 */
export function chanceCorrected(
  { patterns, units, pairableUnits, categories }: RatingPatterns,
  weights: number[][],
  chance: (shares: Float64Array) => ChanceAgreement,
): ChanceCorrected {
  if (pairableUnits === 0)
    return { estimate: undefined, observed: undefined, expected: undefined, standardError: undefined }
  const observed = sumOver(patterns, (pattern) => pairAgreement(pattern, weights)) / pairableUnits
  const shares = new Float64Array(categories.length)
  for (const { chosen, times, codings, units: alike } of patterns)
    chosen.forEach((k, at) => (shares[k] += (alike * times[at]) / codings / units))
  const { expected, slopes } = chance(shares)
  const room = 1 - expected
  if (!(room > 1e-12)) return { estimate: undefined, observed, expected, standardError: undefined }
  const estimate = (observed - expected) / room
  const meanSlope = slopes.reduce((sum, slope, k) => sum + slope * shares[k], 0)
  const squares = sumOver(patterns, (pattern) => {
    const agreement =
      pattern.codings < 2
        ? 0
        : ((units / pairableUnits) * (pairAgreement(pattern, weights) - expected)) / room
    const slope = pattern.chosen.reduce(
      (sum, k, at) => sum + (slopes[k] * pattern.times[at]) / pattern.codings,
      0,
    )
    return (agreement - ((1 - estimate) * (slope - meanSlope)) / room - estimate) ** 2
  })
  const standardError = units > 1 ? Math.sqrt(squares / (units * (units - 1))) : undefined
  return { estimate, observed, expected, standardError }
}

/** The mean weight of all pairs of codings of one unit; 0 with fewer than two. */
export function pairAgreement({ chosen, times, codings }: Pattern, weights: number[][]): number {
  if (codings < 2) return 0
  let sum = 0
  chosen.forEach((k, at) =>
    chosen.forEach((l, other) => (sum += times[at] * weights[k][l] * (times[other] - (k === l ? 1 : 0)))),
  )
  return sum / (codings * (codings - 1))
}

function sumOver(patterns: Pattern[], of: (pattern: Pattern) => number): number {
  let sum = 0
  for (const pattern of patterns) sum += pattern.units * of(pattern)
  return sum
}
