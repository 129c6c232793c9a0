import { confidenceLevel } from '../confidence-level.ts'
import { type AgreementCoefficient, agreementCoefficient } from './agreement-coefficient.ts'
import { pairAgreement } from './chance-corrected.ts'
import { type Codings, ratingPatterns } from './codings.ts'
import { agreementWeights } from './agreement-weights.ts'
import { wilsonInterval } from '../samples/wilson-interval.ts'

/**
 * The share of pairs of codings that agree, averaged over units with at least two codings. From 0 to 1, not
 * corrected for chance. With two coders the interval is Wilson's; with more it is Wilson's for the number of
 * units that would give the same error.
 *
 * Undefined if no unit has two codings.
 *
 * @throws as `ratingPatterns`; `invalid confidence level; not in (0, 1): 95`
 * @example percentAgreement({ table: [[20, 5], [10, 15]] }).estimate // 0.7
 * @see Gwet 2014, ch. 5 (more than two coders, missing codings); Wilson 1927
 */
export function percentAgreement(
  codings: Codings,
  { level = 0.95 }: { level?: number } = {},
): AgreementCoefficient {
  confidenceLevel(level)
  const patterns = ratingPatterns(codings)
  const weights = agreementWeights('identity', patterns.categories.length)
  const { pairableUnits: n } = patterns
  let sum = 0
  let squares = 0
  for (const pattern of patterns.patterns) {
    const agreement = pairAgreement(pattern, weights)
    sum += pattern.units * agreement
    squares += pattern.units * agreement ** 2
  }
  const estimate = n > 0 ? sum / n : undefined
  const numbers = { estimate, observed: estimate, expected: undefined, standardError: undefined }
  const result = agreementCoefficient('percent agreement', patterns, numbers, level)
  if (estimate === undefined) return result
  const variance = Math.max(0, squares / n - estimate ** 2)
  const effective = variance > 0 ? (n * estimate * (1 - estimate)) / variance : n
  return {
    ...result,
    standardError: n > 1 ? Math.sqrt(variance / (n - 1)) : undefined,
    interval: wilsonInterval(estimate * effective, effective, level),
  }
}
