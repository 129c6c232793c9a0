import type { AgreementCoefficient } from './agreement-coefficient.ts'
import type { AgreementWeights } from './agreement-weights.ts'
import type { Draws } from './alpha-bootstrap.ts'
import type { AlphaLevel } from './alpha-disagreement.ts'
import { brennanPrediger } from './brennan-prediger.ts'
import { type Codings, ratingPatterns } from './codings.ts'
import { type CohenKappa, cohenKappa } from './cohen-kappa.ts'
import { fleissKappa } from './fleiss-kappa.ts'
import { gwetAc } from './gwet-ac.ts'
import { type KrippendorffAlpha, krippendorffAlpha } from './krippendorff-alpha.ts'
import { percentAgreement } from './percent-agreement.ts'

/** The coefficients side by side with the shares they must be read with. */
export type CoderAgreement = {
  percent: AgreementCoefficient
  /** Two coders only. */
  cohenKappa: CohenKappa | undefined
  fleissKappa: AgreementCoefficient
  gwetAc: AgreementCoefficient
  brennanPrediger: AgreementCoefficient
  krippendorffAlpha: KrippendorffAlpha
  categories: { category: string | number; share: number }[]
}

/**
 * All coefficients of agreement for the same codings. Kappa and alpha fall when one category is rare, AC1 does not:
 * shown together with the shares of the categories they cannot mislead. Ordered categories: choose weights and
 * `measurement: 'ordinal'`.
 *
 * @throws as `ratingPatterns`, `agreementWeights` and `krippendorffAlpha`
 * @example coderAgreement({ table: [[118, 5], [2, 0]] }).cohenKappa?.estimate // -0.023, with 94 % agreement
 * @see Feinstein and Cicchetti 1990 (high agreement, low kappa); Gwet 2008
 */
export function coderAgreement(
  codings: Codings,
  {
    weights = 'identity',
    measurement = 'nominal',
    level = 0.95,
    bootstrap,
  }: { weights?: AgreementWeights; measurement?: AlphaLevel; level?: number; bootstrap?: Draws } = {},
): CoderAgreement {
  const { categories, patterns } = ratingPatterns(codings)
  const totals = new Float64Array(categories.length)
  for (const { chosen, times, units } of patterns) chosen.forEach((k, at) => (totals[k] += units * times[at]))
  const all = totals.reduce((sum, total) => sum + total, 0)
  return {
    percent: percentAgreement(codings, { level }),
    cohenKappa: ofTwo(codings, { weights, level }),
    fleissKappa: fleissKappa(codings, { weights, level }),
    gwetAc: gwetAc(codings, { weights, level }),
    brennanPrediger: brennanPrediger(codings, { weights, level }),
    krippendorffAlpha: krippendorffAlpha(codings, { measurement, level, bootstrap }),
    categories: categories.map((category, k) => ({ category, share: all > 0 ? totals[k] / all : 0 })),
  }
}

function ofTwo(
  codings: Codings,
  options: { weights: AgreementWeights; level: number },
): CohenKappa | undefined {
  if ('table' in codings) return cohenKappa(codings, options)
  if (!('ratings' in codings) || codings.ratings.length !== 2) return undefined
  const [first, second] = codings.ratings
  return cohenKappa({ ratings: [first, second], categories: codings.categories }, options)
}
