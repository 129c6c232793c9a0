import { confidenceLevel } from '../confidence-level.ts'
import { type AgreementCoefficient, agreementCoefficient } from './agreement-coefficient.ts'
import { alphaBootstrap, type Draws } from './alpha-bootstrap.ts'
import { type AlphaLevel, categoryNumbers, disagreements } from './alpha-disagreement.ts'
import { alphaError } from './alpha-error.ts'
import { type Codings, ratingPatterns } from './codings.ts'

/** Krippendorff's alpha = 1 - observed / expected disagreement, both on the level's own squared scale. */
export type KrippendorffAlpha = AgreementCoefficient & {
  observedDisagreement: number | undefined
  expectedDisagreement: number | undefined
  /** Codings in units with at least two. */
  pairableValues: number
}

/**
 * Krippendorff's alpha for any number of coders, missing codings and four levels of measurement: `nominal`
 * (equal or not), `ordinal` (how many codings lie between), `interval` (difference), `ratio` (difference
 * relative to the sum). Units with one coding are left out. 1 = perfect, 0 = chance.
 *
 * The error is that of alpha linearised in the units, through the ranks too when ordinal; with `bootstrap` the
 * interval is the percentile interval of resampled units and the error their standard deviation (kept as they
 * were if more than half of the resamples have no alpha).
 * Undefined (0/0) if all pairable codings are the same value; `interval` and `ratio` need numeric categories,
 * `ratio` of 0 or more. Ordinal takes the categories in their given order.
 *
 * @param codings ratings[coder][unit], a table of two coders, or counts[unit][category]
 * @param options.measurement level of measurement; 'nominal' unless given
 * @param options.level confidence level, 0.95 unless given
 * @param options.bootstrap draws and seed; resamples in which alpha is 0/0 are left out and counted in a warning
 * @throws `krippendorff's alpha: expected numbers as categories for level interval, found yes`;
 *   `krippendorff's alpha: expected values of 0 or more for level ratio, found -1`; as `ratingPatterns`
 * @example krippendorffAlpha({ ratings: [[0, 1, 0, 0], [1, 1, 0, 0]] }).estimate // 0.533
 * @see Krippendorff 2018, ch. 12; Krippendorff 2011 (computing alpha); Hayes and Krippendorff 2007
 */
export function krippendorffAlpha(
  codings: Codings,
  {
    measurement = 'nominal',
    level = 0.95,
    bootstrap,
  }: { measurement?: AlphaLevel; level?: number; bootstrap?: Draws } = {},
): KrippendorffAlpha {
  confidenceLevel(level)
  const all = ratingPatterns(codings)
  const patterns = all.patterns.filter(({ codings }) => codings >= 2)
  const numbers = categoryNumbers(all, measurement)
  const found = disagreements(patterns, measurement, numbers)
  const defined = found.expected > 0
  const result = agreementCoefficient(
    `Krippendorff's alpha, ${measurement}`,
    { ...all, patterns },
    {
      estimate: defined ? 1 - found.observed / found.expected : undefined,
      observed: undefined,
      expected: undefined,
      standardError: alphaError(patterns, measurement, found),
    },
    level,
  )
  const resampled =
    bootstrap && defined ? alphaBootstrap(patterns, measurement, numbers, level, bootstrap) : undefined
  return {
    ...result,
    ...resampled,
    warnings: [...result.warnings, ...(resampled?.warnings ?? [])],
    observedDisagreement: found.values > 0 ? found.observed : undefined,
    expectedDisagreement: found.values > 0 ? found.expected : undefined,
    pairableValues: found.values,
  }
}
