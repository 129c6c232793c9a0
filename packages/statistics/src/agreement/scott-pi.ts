import { confidenceLevel } from '../confidence-level.ts'
import { type AgreementCoefficient, agreementCoefficient } from './agreement-coefficient.ts'
import { type AgreementWeights, agreementWeights, weightsInWords } from './agreement-weights.ts'
import { chanceCorrected } from './chance-corrected.ts'
import { type Codings, ratingPatterns } from './codings.ts'
import { sharedMarginChance } from './fleiss-kappa.ts'

/**
 * Scott's pi: agreement of two coders, corrected for chance with the categories' shares of both coders together
 * (Cohen's kappa uses each coder's own). Undefined (0/0) if both use one category only.
 *
 * @throws `scott's pi: expected at most 2 codings of a unit, found 3`, and as `ratingPatterns`
 * @example scottPi({ table: [[20, 5], [10, 15]] }).estimate // 0.394
 * @see Scott 1955; error of Gwet 2008, eq. 27
 */
export function scottPi(
  codings: Codings,
  { weights = 'identity', level = 0.95 }: { weights?: AgreementWeights; level?: number } = {},
): AgreementCoefficient {
  confidenceLevel(level)
  const patterns = ratingPatterns(codings)
  if (patterns.coders > 2)
    throw new RangeError(`scott's pi: expected at most 2 codings of a unit, found ${patterns.coders}`)
  const matrix = agreementWeights(weights, patterns.categories.length)
  const numbers = chanceCorrected(patterns, matrix, (shares) => sharedMarginChance(shares, matrix))
  return agreementCoefficient(`Scott's pi, ${weightsInWords(weights)}`, patterns, numbers, level)
}
