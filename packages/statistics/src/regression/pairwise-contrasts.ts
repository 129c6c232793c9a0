import { confidenceLevel } from '../confidence-level.ts'
import type { Assumption, Warning } from '../result.ts'
import { type ChiSquareTest, chiSquareTest, type WaldTest, waldTest } from './chi-square-test.ts'
import { type OpenInterval, profileInterval } from './coefficient-interval.ts'
import { fittedModel, frameOf, type ModelInput } from './fitted-model.ts'
import type { ModelFrame } from './model-frame.ts'
import { covarianceOf } from './original-scale.ts'
import { type Limit, parameterLimit } from './parameter-limit.ts'
import { dot } from './vectors.ts'

/** One level of a factor against another, in log odds of a higher category. */
export type Contrast = {
  /** `bound-none`: the later level minus the earlier. */
  name: string
  level: string
  against: string
  limit: Limit
  estimate: number | undefined
  se: number | undefined
  wald: WaldTest | undefined
  /** Against the model in which both levels are one; valid with separation too. */
  likelihoodRatio: ChiSquareTest | undefined
  interval: OpenInterval | undefined
}

/** All pairs of levels of a factor. Tests are not adjusted for their number; see Holm. */
export type PairwiseContrasts = {
  method: string
  n: number
  term: string
  contrasts: Contrast[]
  assumptions: Assumption[]
  warnings: Warning[]
}

/**
 * Compares every pair of observed levels of a factor in a proportional-odds or binary logit. A contrast of two levels
 * that both run off the same way may still be finite: it is given whenever the data determine it.
 * Levels without observations take no part; with one category of the outcome there are no contrasts.
 *
 * @throws `unknown factor: …` if `term` is not a factor of the model, `invalid confidence level; not in (0, 1): 95`
 * @example pairwiseContrasts({ y, x: { funding } }, 'funding').contrasts.map(({ name }) => name) // unbound-none, …
 *
 * Source: as `orderedLogit`; the likelihood-ratio test merges the two levels (Wilks 1938).
 */
export function pairwiseContrasts(
  input: ModelInput,
  term: string,
  { level = 0.95, intervals = true }: { level?: number; intervals?: boolean } = {},
): PairwiseContrasts {
  confidenceLevel(level)
  const frame = frameOf(input)
  const levels = observedLevels(frame, term)
  const contrasts = levels.flatMap((later, j) =>
    levels
      .slice(0, j)
      .flatMap((earlier) => contrastOf(frame, term, later, earlier, intervals ? level : undefined)),
  )
  return {
    method: 'differences of log odds, maximum likelihood',
    n: frame.n,
    term,
    contrasts,
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: [
      ...(contrasts.length === 0 ? [{ code: 'no-contrasts', values: { term } }] : []),
      ...(contrasts.length > 1 ? [{ code: 'tests-not-adjusted', values: { tests: contrasts.length } }] : []),
      ...contrasts
        .filter(({ limit }) => limit !== 'finite')
        .map(({ name, limit }) => ({ code: 'separation', values: { contrast: name, limit } })),
    ],
  }
}

function observedLevels(frame: ModelFrame, name: string): string[] {
  const term = frame.terms.find((one) => one.name === name)
  if (!term || !('codes' in term)) throw new RangeError(`unknown factor: ${name}`)
  const occurs = new Set(term.codes)
  return term.levels.filter((_, code) => occurs.has(code))
}

function contrastOf(
  frame: ModelFrame,
  term: string,
  later: string,
  earlier: string,
  level: number | undefined,
): Contrast[] {
  const model = fittedModel(frame, { reference: { term, level: earlier } })
  const column = model?.design.columns.findIndex((one) => one.term === term && one.level === later) ?? -1
  if (!model || column < 0) return []
  const { functional } = model.coefficients[column]
  const limit = parameterLimit(model.fit.cone, functional)
  const finite = limit === 'finite'
  const estimate = finite ? dot(functional, model.fit.theta) : undefined
  const se = finite ? Math.sqrt(covarianceOf(functional, functional, model.fit.covariance)) : undefined
  const merged = fittedModel(frame, { merge: { term, level: later, into: earlier } })
  return [
    {
      ...{ name: `${later}-${earlier}`, level: later, against: earlier, limit, estimate, se },
      wald: finite ? waldTest(estimate!, se!) : undefined,
      likelihoodRatio:
        merged &&
        chiSquareTest(
          2 * (model.fit.logLik - merged.fit.logLik),
          model.fit.theta.length - merged.fit.theta.length,
          'likelihood ratio, χ² approximation',
        ),
      interval: level === undefined ? undefined : profileInterval(model, column, limit, level),
    },
  ]
}
