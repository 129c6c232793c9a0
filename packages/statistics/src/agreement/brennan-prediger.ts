import { confidenceLevel } from '../confidence-level.ts'
import { type AgreementCoefficient, agreementCoefficient } from './agreement-coefficient.ts'
import { type AgreementWeights, agreementWeights, weightsInWords } from './agreement-weights.ts'
import { chanceCorrected } from './chance-corrected.ts'
import { type Codings, ratingPatterns } from './codings.ts'

/**
 * Brennan and Prediger's coefficient: chance is taken to hit each category equally often, so that unequal shares
 * do not matter. With two coders and no weights it is the prevalence- and bias-adjusted kappa (PABAK).
 *
 * Undefined if no unit has two codings or there is one category. Name unused categories in `categories`.
 *
 * @throws as `ratingPatterns` and `agreementWeights`; `invalid confidence level; not in (0, 1): 95`
 * @example brennanPrediger({ table: [[20, 5], [10, 15]] }).estimate // 0.4
 * @see Brennan and Prediger 1981; Byrt, Bishop and Carlin 1993 (PABAK); error of Gwet 2014, ch. 5
 */
export function brennanPrediger(
  codings: Codings,
  { weights = 'identity', level = 0.95 }: { weights?: AgreementWeights; level?: number } = {},
): AgreementCoefficient {
  confidenceLevel(level)
  const patterns = ratingPatterns(codings)
  const k = patterns.categories.length
  const matrix = agreementWeights(weights, k)
  const expected = matrix.flat().reduce((sum, weight) => sum + weight, 0) / k ** 2
  const numbers = chanceCorrected(patterns, matrix, () => ({ expected, slopes: new Float64Array(k) }))
  return agreementCoefficient(`Brennan–Prediger, ${weightsInWords(weights)}`, patterns, numbers, level)
}
