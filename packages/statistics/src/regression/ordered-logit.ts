import { confidenceLevel } from '../confidence-level.ts'
import { tQuantile, tTwoSided } from '../distributions.ts'
import type { Assumption, PValue, Warning } from '../result.ts'
import { type ChiSquareTest, chiSquareTest, type WaldTest, waldTest } from './chi-square-test.ts'
import { clusterRobustCovariance } from './cluster-robust.ts'
import { normalInterval, type OpenInterval, profileInterval } from './coefficient-interval.ts'
import { nullLogLikelihood } from './cumulative-problem.ts'
import { type FittedModel, fittedModel, frameOf, type ModelInput } from './fitted-model.ts'
import { modelWarnings } from './model-warnings.ts'
import { covarianceMatrix, covarianceOf, valueOf } from './original-scale.ts'
import { type Limit, parameterLimit } from './parameter-limit.ts'
import { separationOf, type Separation } from './separation.ts'
import { type TermTest, termTests } from './term-tests.ts'

/** Where the log odds of being above a category begin. Without an estimate where `limit` is not finite. */
export type Threshold = { name: string; limit: Limit; estimate: number | undefined; se: number | undefined }

/** The effect of a level against the reference, or of one unit of a covariate, in log odds of a higher category. */
export type Coefficient = {
  /** `funding=bound`, or the name of a covariate. */
  name: string
  term: string
  level?: string
  /** `aliased`: no observations, or a combination of other columns; then there is no estimate. */
  limit: Limit | 'aliased'
  estimate: number | undefined
  /** Standard error from the observed information. */
  se: number | undefined
  wald: WaldTest | undefined
  interval: OpenInterval | undefined
  /** Standard error from clusters, with t on clusters - 1 degrees of freedom. */
  robust?: { se: number; t: number; df: number; p: PValue; interval: OpenInterval }
}

/** A proportional-odds (cumulative) logit: logit P(Y ≤ j) = threshold(j) - x′coefficients. */
export type OrderedLogit = {
  method: string
  /** Sum of weights, and rows left out for a missing value. */
  n: number
  dropped: number
  /** The categories that were observed, in ascending order. */
  categories: string[]
  thresholds: Threshold[]
  coefficients: Coefficient[]
  /** Maximum of the log likelihood; its supremum if separated. Undefined with fewer than two observed categories. */
  logLik: number | undefined
  logLikNull: number | undefined
  /** All terms at once against the thresholds alone. */
  likelihoodRatio: ChiSquareTest | undefined
  /** Each term left out in turn. */
  terms: TermTest[]
  aic: number | undefined
  mcFaddenR2: number | undefined
  separation: Separation
  /** Covariance of the finite estimates, in the order of `names`. */
  covariance: { names: string[]; values: number[][] }
  converged: boolean
  assumptions: Assumption[]
  warnings: Warning[]
}

/** What an ordered logit computes beside the estimates. */
export type OrderedLogitOptions = {
  /** Confidence level of the intervals; 0.95 if not given. */
  level?: number
  /** Profile-likelihood intervals (default), Wald intervals (one fit instead of about ten per coefficient), or none. */
  intervals?: 'profile' | 'wald' | 'none'
  /** Whether each term is tested by leaving it out (default true: one fit per term). */
  termTests?: boolean
}

/**
 * Proportional-odds logit of an ordered outcome on factors and covariates; with two categories the binary logit.
 * Separation is looked for before anything is fitted: coefficients that run to infinity get no estimate, no standard
 * error and no Wald test, the others get their finite limits, and likelihood-ratio tests use the supremum.
 *
 * Levels and categories without observations are left out and named in the warnings; with one category or n = 0 every
 * number is undefined. Weights may be fractional; the errors then treat their sum as the number of observations.
 * Identical rows are merged: cost grows with distinct rows unless a covariate is nearly continuous.
 *
 * @throws `invalid confidence level; not in (0, 1): 95` and what `modelFrame` throws
 * @example
 * orderedLogit({
 *   y: { levels: ['low', 'high'], values: ['low', 'high', 'high', 'low'] },
 *   x: { group: { type: 'factor', levels: ['a', 'b'], values: ['a', 'a', 'b', 'b'] } },
 * }).coefficients[0].estimate // 0
 *
 * Source: McCullagh 1980, JRSS B 42, 109-142; Agresti 2010, Analysis of Ordinal Categorical Data, section 3.
 */
export function orderedLogit(input: ModelInput, options: OrderedLogitOptions = {}): OrderedLogit {
  const { level = 0.95, intervals = 'profile', termTests: withTests = true } = options
  confidenceLevel(level)
  const frame = frameOf(input)
  const model = fittedModel(frame)
  const binary = frame.categories.length === 2
  const method = binary ? 'binary logit, maximum likelihood' : 'proportional-odds logit, maximum likelihood'
  const separation = separationOf(model, model?.fit.cone)
  const assumptions: Assumption[] = [
    ...(binary ? [] : [{ code: 'proportional-odds', met: undefined }]),
    { code: 'independent-observations', met: undefined },
  ]
  const warnings = modelWarnings(frame, model, separation)
  if (!model)
    return {
      ...{ method, n: frame.n, dropped: frame.dropped, categories: [], thresholds: [], coefficients: [] },
      ...{ logLik: undefined, logLikNull: undefined, likelihoodRatio: undefined, terms: [], aic: undefined },
      ...{ mcFaddenR2: undefined, separation, covariance: { names: [], values: [] }, converged: false },
      ...{ assumptions, warnings },
    }

  const { fit, counts } = model
  const logLikNull = nullLogLikelihood(counts)
  const finite = [...model.thresholds, ...model.coefficients].filter(
    ({ functional }) => parameterLimit(fit.cone, functional) === 'finite',
  )
  return {
    method,
    n: frame.n,
    dropped: frame.dropped,
    categories: model.categories,
    thresholds: model.thresholds.map(({ name, functional }) => {
      const limit = parameterLimit(fit.cone, functional)
      return { name, limit, ...estimateOf(fit, functional, limit) }
    }),
    coefficients: coefficientsOf(model, level, intervals),
    logLik: fit.logLik,
    logLikNull,
    likelihoodRatio: chiSquareTest(
      2 * (fit.logLik - logLikNull),
      model.design.columns.length,
      'likelihood ratio, χ² approximation',
    ),
    terms: withTests ? termTests(model) : [],
    aic: 2 * fit.theta.length - 2 * fit.logLik,
    mcFaddenR2: logLikNull < 0 ? 1 - fit.logLik / logLikNull : undefined,
    separation,
    covariance: {
      names: finite.map(({ name }) => name),
      values: covarianceMatrix(
        finite.map(({ functional }) => functional),
        fit.covariance,
      ),
    },
    converged: fit.converged,
    assumptions,
    warnings,
  }
}

function estimateOf({ theta, covariance }: FittedModel['fit'], functional: Float64Array, limit: Limit) {
  const se = Math.sqrt(covarianceOf(functional, functional, covariance))
  if (limit !== 'finite') return { estimate: undefined, se: undefined }
  return { estimate: valueOf(functional, theta), se: Number.isFinite(se) ? se : undefined }
}

function coefficientsOf(
  model: FittedModel,
  level: number,
  intervals: NonNullable<OrderedLogitOptions['intervals']>,
): Coefficient[] {
  const { design, fit, frame } = model
  const robust = clusterRobustCovariance(frame, fit)
  const fitted = design.columns.map(({ name, term, level: of }, column): Coefficient => {
    const { functional } = model.coefficients[column]
    const limit = parameterLimit(fit.cone, functional)
    const { estimate, se } = estimateOf(fit, functional, limit)
    const wald = estimate !== undefined && se !== undefined ? waldTest(estimate, se) : undefined
    const sandwich = robust && Math.sqrt(covarianceOf(functional, functional, robust.covariance))
    return {
      ...{ name, term, ...(of !== undefined && { level: of }), limit, estimate, se, wald },
      interval:
        intervals === 'profile'
          ? profileInterval(model, column, limit, level)
          : intervals === 'wald' && wald
            ? normalInterval(estimate!, se!, level, 'estimate ± z · standard error')
            : undefined,
      ...(sandwich &&
        estimate !== undefined && { robust: robustTest(estimate, sandwich, robust.clusters, level) }),
    }
  })
  const none = {
    limit: 'aliased',
    estimate: undefined,
    se: undefined,
    wald: undefined,
    interval: undefined,
  } as const
  const aliased = design.aliased.map(({ name, term, level: of }): Coefficient => ({
    name,
    term,
    ...(of !== undefined && { level: of }),
    ...none,
  }))
  return [...fitted, ...aliased]
}

function robustTest(estimate: number, se: number, clusters: number, level: number): Coefficient['robust'] {
  const df = clusters - 1
  const t = estimate / se
  const half = tQuantile((1 + level) / 2, df) * se
  const method = `cluster-robust, t with ${df} degrees of freedom`
  return {
    ...{ se, t, df, p: { p: tTwoSided(t, df), method, alternative: 'two-sided' } },
    interval: { level, lower: estimate - half, upper: estimate + half, method },
  }
}
