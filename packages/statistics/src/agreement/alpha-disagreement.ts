import type { Pattern, RatingPatterns } from './codings.ts'

/** How values are compared: equal or not, by rank, by difference, or by difference relative to their sum. */
export type AlphaLevel = 'nominal' | 'ordinal' | 'interval' | 'ratio'

/** Krippendorff's two disagreements with what they were made from. */
export type Disagreements = {
  /** Codings in units with at least two. */
  values: number
  observed: number
  expected: number
  /** The scale the squared differences are taken on: categories' numbers or, for ordinal, mid-ranks. */
  scale: Float64Array
  /** How many codings chose each category. */
  totals: Float64Array
  /** For each category, the sum of squared differences to all codings. */
  distances: Float64Array
}

/**
 * Observed and expected disagreement. All patterns must have at least two codings. O(codings + categories),
 * O(categories²) for `ratio`.
 *
 * @see Krippendorff 2011, Computing Krippendorff's alpha-reliability, section E
 */
export function disagreements(
  patterns: Pattern[],
  measurement: AlphaLevel,
  numbers: Float64Array,
): Disagreements {
  const totals = new Float64Array(numbers.length)
  for (const { chosen, times, units } of patterns) chosen.forEach((k, at) => (totals[k] += units * times[at]))
  const values = totals.reduce((sum, total) => sum + total, 0)
  const scale =
    measurement === 'ordinal' ? middleRanks(totals, values) : centred(numbers, totals, values, measurement)
  const distances = distancesToAll(scale, totals, values, measurement)
  const all = totals.reduce((sum, total, k) => sum + total * distances[k], 0)
  const within = patterns.reduce(
    (sum, pattern) => sum + pattern.units * unitDisagreement(pattern, measurement, scale),
    0,
  )
  return {
    values,
    observed: within / values,
    expected: all / (values * (values - 1)),
    scale,
    totals,
    distances,
  }
}

/** The squared difference of two places on a level's scale. */
export function squaredDifference(measurement: AlphaLevel, a: number, b: number): number {
  if (a === b) return 0
  if (measurement === 'nominal') return 1
  return measurement === 'ratio' ? ((a - b) / (a + b)) ** 2 : (a - b) ** 2
}

/** The sum of squared differences of all ordered pairs of a unit's codings, over its codings less one. */
export function unitDisagreement(
  { chosen, times, codings }: Pattern,
  measurement: AlphaLevel,
  scale: Float64Array,
): number {
  let sum = 0
  chosen.forEach((k, at) =>
    chosen.forEach(
      (l, other) =>
        (sum +=
          times[at] * times[other] * (k === l ? 0 : squaredDifference(measurement, scale[k], scale[l]))),
    ),
  )
  return sum / (codings - 1)
}

/**
 * The categories as numbers: their place for `nominal` and `ordinal`, themselves for `interval` and `ratio`.
 *
 * @throws `krippendorff's alpha: expected numbers as categories for level interval, found yes` ·
 *   `krippendorff's alpha: expected values of 0 or more for level ratio, found -1`
 */
export function categoryNumbers({ categories }: RatingPatterns, measurement: AlphaLevel): Float64Array {
  return Float64Array.from(categories, (category, k) => {
    if (measurement === 'nominal' || measurement === 'ordinal') return k
    if (typeof category !== 'number' || !Number.isFinite(category))
      throw new TypeError(
        `krippendorff's alpha: expected numbers as categories for level ${measurement}, found ${category}`,
      )
    if (measurement === 'ratio' && category < 0)
      throw new RangeError(
        `krippendorff's alpha: expected values of 0 or more for level ratio, found ${category}`,
      )
    return category
  })
}

/** Half of the codings of the same category and all of those below. */
function middleRanks(totals: Float64Array, values: number): Float64Array {
  let below = -values / 2
  return totals.map((total) => {
    below += total
    return below - total / 2
  })
}

/** Taken from the mean so that nothing cancels; a ratio scale keeps its zero. */
function centred(
  numbers: Float64Array,
  totals: Float64Array,
  values: number,
  measurement: AlphaLevel,
): Float64Array {
  if (measurement !== 'interval') return numbers
  const mean = totals.reduce((sum, total, k) => sum + (total / values) * numbers[k], 0)
  return numbers.map((number) => number - mean)
}

function distancesToAll(
  scale: Float64Array,
  totals: Float64Array,
  values: number,
  measurement: AlphaLevel,
): Float64Array {
  if (measurement === 'nominal') return totals.map((total) => values - total)
  if (measurement === 'ratio')
    return scale.map((place) =>
      totals.reduce((sum, total, l) => sum + total * squaredDifference('ratio', place, scale[l]), 0),
    )
  const squares = totals.reduce((sum, total, k) => sum + total * scale[k] ** 2, 0)
  const sum = totals.reduce((total, count, k) => total + count * scale[k], 0)
  return scale.map((place) => values * place ** 2 - 2 * place * sum + squares)
}
