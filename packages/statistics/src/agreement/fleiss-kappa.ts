import { confidenceLevel } from '../confidence-level.ts'
import { type AgreementCoefficient, agreementCoefficient } from './agreement-coefficient.ts'
import { type AgreementWeights, agreementWeights, weightsInWords } from './agreement-weights.ts'
import { type ChanceAgreement, chanceCorrected } from './chance-corrected.ts'
import { type Codings, ratingPatterns } from './codings.ts'

/**
 * Fleiss' kappa: agreement among any number of coders, corrected for the agreement of coders who draw from the
 * same shares of categories. With two coders it is Scott's pi. Units may have different numbers of codings.
 *
 * Undefined (0/0) if every coding is the same category, or no unit has two codings. Weights ('linear',
 * 'quadratic') need ordered categories. Fractional unit counts in a table are taken as weights.
 *
 * @param codings ratings[coder][unit], a table of two coders, or counts[unit][category]
 * @param options.weights 'identity' unless given
 * @param options.level confidence level, 0.95 unless given
 * @throws as `ratingPatterns` and `agreementWeights`; `invalid confidence level; not in (0, 1): 95`
 * @example fleissKappa({ ratings: [[1, 2, 1, 2], [1, 2, 2, 2], [1, 2, 1, 1]] }).estimate // 0.333
 * @see Fleiss 1971; error of Gwet 2008, eq. 27, which does not assume independence; Gwet 2014, ch. 5 (weights, missing)
 */
export function fleissKappa(
  codings: Codings,
  { weights = 'identity', level = 0.95 }: { weights?: AgreementWeights; level?: number } = {},
): AgreementCoefficient {
  confidenceLevel(level)
  const patterns = ratingPatterns(codings)
  const matrix = agreementWeights(weights, patterns.categories.length)
  const numbers = chanceCorrected(patterns, matrix, (shares) => sharedMarginChance(shares, matrix))
  return agreementCoefficient(`Fleiss' kappa, ${weightsInWords(weights)}`, patterns, numbers, level)
}

/** Both codings are drawn from the same shares: Σ w π π. */
export function sharedMarginChance(shares: Float64Array, weights: number[][]): ChanceAgreement {
  const slopes = Float64Array.from(weights, (row) =>
    row.reduce((sum, weight, k) => sum + 2 * weight * shares[k], 0),
  )
  return { expected: slopes.reduce((sum, slope, k) => sum + (slope * shares[k]) / 2, 0), slopes }
}
