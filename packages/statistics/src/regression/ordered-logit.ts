import { confidenceLevel } from '../confidence-level.ts'
import type { Assumption, Warning } from '../result.ts'
import { type ChiSquareTest, chiSquareTest } from './chi-square-test.ts'
import {
  type Coefficient,
  coefficientsOf,
  type IntervalKind,
  type Threshold,
  thresholdsOf,
} from './coefficient.ts'
import { nullLogLikelihood } from './cumulative-problem.ts'
import { fittedModel, frameOf, type ModelInput } from './fitted-model.ts'
import { modelWarnings } from './model-warnings.ts'
import { covarianceMatrix } from './original-scale.ts'
import { parameterLimit } from './parameter-limit.ts'
import { type Separation, separationOf } from './separation.ts'
import { type TermTest, termTests } from './term-tests.ts'

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
  intervals?: IntervalKind
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
    thresholds: thresholdsOf(model),
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
