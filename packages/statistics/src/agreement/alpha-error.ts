import { type AlphaLevel, type Disagreements, unitDisagreement } from './alpha-disagreement.ts'
import type { Pattern } from './codings.ts'

/**
 * Standard error of alpha linearised in the units: how much alpha moves with the weight of each unit, also
 * through the ranks when ordinal. Undefined with fewer than two units or no expected disagreement.
 */
export function alphaError(
  patterns: Pattern[],
  measurement: AlphaLevel,
  { values, observed, expected, scale, totals, distances }: Disagreements,
): number | undefined {
  const units = patterns.reduce((sum, pattern) => sum + pattern.units, 0)
  if (!(expected > 0) || units < 2) return undefined
  const within = observed * values
  const all = expected * values * (values - 1)
  const throughRanks = measurement === 'ordinal' ? rankPulls(patterns, scale, totals, values) : undefined
  const pulls = patterns.map((pattern) => {
    let withinPull = unitDisagreement(pattern, measurement, scale)
    let allPull = 0
    pattern.chosen.forEach((k, at) => {
      allPull += pattern.times[at] * (2 * distances[k] + (throughRanks?.all[k] ?? 0))
      withinPull += pattern.times[at] * (throughRanks?.within[k] ?? 0)
    })
    // alpha = 1 - within · (values - 1) / all
    return (
      ((within * (values - 1) * allPull) / all - withinPull * (values - 1) - within * pattern.codings) / all
    )
  })
  const mean = patterns.reduce((sum, pattern, i) => sum + (pattern.units / units) * pulls[i], 0)
  const squares = patterns.reduce((sum, pattern, i) => sum + pattern.units * (pulls[i] - mean) ** 2, 0)
  return Math.sqrt((squares * units) / (units - 1))
}

/** How one more coding of a category moves both sums of squares by shifting the ranks of all others. */
function rankPulls(
  patterns: Pattern[],
  ranks: Float64Array,
  totals: Float64Array,
  values: number,
): { within: Float64Array; all: Float64Array } {
  const withinSlopes = new Float64Array(ranks.length)
  for (const { chosen, times, codings, units } of patterns)
    chosen.forEach((k, at) =>
      chosen.forEach((l, other) => {
        withinSlopes[k] += (4 * units * times[at] * times[other] * (ranks[k] - ranks[l])) / (codings - 1)
      }),
    )
  const sum = totals.reduce((total, count, k) => total + count * ranks[k], 0)
  const allSlopes = totals.map((total, k) => 4 * total * (values * ranks[k] - sum))
  return { within: shiftedBy(withinSlopes), all: shiftedBy(allSlopes) }
}

/** A coding of category g lifts the mid-rank of g by a half and of all higher categories by one. */
function shiftedBy(slopes: Float64Array): Float64Array {
  const pulls = new Float64Array(slopes.length)
  let above = 0
  for (let g = slopes.length - 1; g >= 0; g--) {
    pulls[g] = above + slopes[g] / 2
    above += slopes[g]
  }
  return pulls
}
