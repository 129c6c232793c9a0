import { confidenceLevel } from '../confidence-level.ts'
import { type AgreementCoefficient, agreementCoefficient } from './agreement-coefficient.ts'
import { type AgreementWeights, agreementWeights, weightsInWords } from './agreement-weights.ts'
import { type ChanceAgreement, chanceCorrected } from './chance-corrected.ts'
import { type Codings, ratingPatterns } from './codings.ts'

/**
 * Gwet's AC1, or AC2 if weights are given: agreement among any number of coders with a chance agreement that
 * stays small when one category is nearly always chosen, where kappa falls. It counts all categories there are:
 * name them in `categories` if some were never chosen.
 *
 * Undefined if no unit has two codings or there is one category.
 *
 * @param codings ratings[coder][unit], a table of two coders, or counts[unit][category]
 * @throws as `ratingPatterns` and `agreementWeights`; `invalid confidence level; not in (0, 1): 95`
 * @example gwetAc({ table: [[45, 15], [25, 15]] }).estimate // 0.266
 * @see Gwet 2008, eq. 5 and 36 (AC1); Gwet 2014, ch. 3–5 (AC2, missing codings)
 */
export function gwetAc(
  codings: Codings,
  { weights = 'identity', level = 0.95 }: { weights?: AgreementWeights; level?: number } = {},
): AgreementCoefficient {
  confidenceLevel(level)
  const patterns = ratingPatterns(codings)
  const matrix = agreementWeights(weights, patterns.categories.length)
  const numbers = chanceCorrected(patterns, matrix, (shares) => randomGuessChance(shares, matrix))
  const name = weights === 'identity' ? "Gwet's AC1" : `Gwet's AC2, ${weightsInWords(weights)}`
  return agreementCoefficient(name, patterns, numbers, level)
}

function randomGuessChance(shares: Float64Array, weights: number[][]): ChanceAgreement {
  const k = shares.length
  if (k < 2) return { expected: 1, slopes: new Float64Array(k) }
  const total = weights.reduce((sum, row) => row.reduce((rowSum, weight) => rowSum + weight, sum), 0)
  const factor = total / (k * (k - 1))
  return {
    expected: factor * shares.reduce((sum, share) => sum + share * (1 - share), 0),
    slopes: shares.map((share) => factor * (1 - 2 * share)),
  }
}
