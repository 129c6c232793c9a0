import { confidenceLevel } from '../confidence-level.ts'
import type { Assumption, Warning } from '../result.ts'
import type { ChiSquareTest } from './chi-square-test.ts'
import { frameOf, type ModelInput, specifiedModel } from './fitted-model.ts'
import { covarianceMatrix } from './original-scale.ts'
import {
  estimatesOf,
  type PenalisedCoefficient,
  penalisedOf,
  penalisedTermTests,
  type ReducedCoefficient,
  type ReducedThreshold,
} from './penalised-estimates.ts'
import { penalisedFit } from './penalised-fit.ts'
import { penalisedStart } from './penalised-start.ts'

/** A logit whose estimates stay finite under separation, named for how. */
export type BiasReducedLogit = {
  method: string
  n: number
  dropped: number
  categories: string[]
  /** Estimates without first-order bias. */
  thresholds: ReducedThreshold[]
  coefficients: ReducedCoefficient[]
  /** Log likelihood (without penalty) at these estimates. */
  logLik: number | undefined
  /** Estimates that maximise the likelihood with Jeffreys' prior; with two categories the same as those above. */
  jeffreys: {
    method: string
    thresholds: ReducedThreshold[]
    coefficients: PenalisedCoefficient[]
    penalisedLogLik: number | undefined
    terms: { term: string; likelihoodRatio: ChiSquareTest | undefined }[]
  }
  /** Covariance of the estimates without first-order bias, in the order of `names`. */
  covariance: { names: string[]; values: number[][] }
  converged: boolean
  assumptions: Assumption[]
  warnings: Warning[]
}

/** What a bias-reduced logit computes beside the estimates. */
export type BiasReducedOptions = {
  /** Confidence level of the intervals; 0.95 if not given. */
  level?: number
  /** Whether penalised-likelihood tests and intervals are computed (default true: about ten fits per coefficient). */
  profiles?: boolean
}

/**
 * Binary or proportional-odds logit with Firth-type bias reduction: what to report when data are separated or few.
 * Gives two answers and names both: estimates without first-order bias (Kosmidis), with standard errors from the
 * expected information; and the maximum of the likelihood with Jeffreys' prior, with penalised-likelihood ratio tests
 * and intervals. For two categories they are one and the same, Firth's logistic regression.
 *
 * Both shrink towards equal categories, so they are no cure for a model that asks more than the data hold.
 * Categories in the middle that nobody chose are left out; the lowest and the highest stay, with finite thresholds.
 * Undefined for n = 0 or fewer than two categories. Weights may be fractional.
 *
 * @throws `invalid confidence level; not in (0, 1): 95` and what `modelFrame` throws
 * @example
 * biasReducedLogit({
 *   y: { levels: ['no', 'yes'], values: ['no', 'yes', 'yes', 'yes'] },
 *   x: { group: { type: 'factor', levels: ['a', 'b'], values: ['a', 'a', 'b', 'b'] } },
 * }).coefficients[0].estimate // 1.6094, log 5
 *
 * Source: Firth 1993, Biometrika 80, 27-38; Heinze & Schemper 2002, Statistics in Medicine 21, 2409-2419 (tests and
 * intervals); Kosmidis 2014, JRSS B 76, 169-196, equation 9 (cumulative link models).
 */
export function biasReducedLogit(input: ModelInput, options: BiasReducedOptions = {}): BiasReducedLogit {
  const { level = 0.95, profiles = true } = options
  confidenceLevel(level)
  const frame = frameOf(input)
  const binary = frame.categories.length === 2
  const model = frame.n > 0 ? specifiedModel(frame, {}, 'outer') : undefined
  const names = {
    method: binary
      ? 'binary logit, mean bias-reduced (Firth 1993)'
      : 'proportional-odds logit, mean bias-reduced (Kosmidis 2014)',
    penalised: binary
      ? 'binary logit, penalised by Jeffreys’ prior (Firth 1993)'
      : 'proportional-odds logit, penalised by Jeffreys’ prior',
  }
  const shared = { method: names.method, n: frame.n, dropped: frame.dropped }
  const assumptions: Assumption[] = [
    ...(binary ? [] : [{ code: 'proportional-odds', met: undefined }]),
    { code: 'independent-observations', met: undefined },
  ]
  const warnings: Warning[] = []
  if (frame.dropped > 0) warnings.push({ code: 'rows-dropped', values: { rows: frame.dropped } })
  if (frame.n === 0) warnings.push({ code: 'no-observations' })
  else if (!model) warnings.push({ code: 'one-category', values: { n: frame.n } })
  if (!model)
    return {
      ...{ ...shared, categories: [], thresholds: [], coefficients: [], logLik: undefined },
      jeffreys: {
        method: names.penalised,
        thresholds: [],
        coefficients: [],
        penalisedLogLik: undefined,
        terms: [],
      },
      ...{ covariance: { names: [], values: [] }, converged: false, assumptions, warnings },
    }

  const start = penalisedStart(model)
  const jeffreys = penalisedFit(model.problem, 'jeffreys', start)!
  const mean = model.categories.length === 2 ? jeffreys : penalisedFit(model.problem, 'mean-bias', start)!
  const converged = mean.converged && jeffreys.converged
  if (!converged) warnings.push({ code: 'not-converged', values: { iterations: mean.iterations } })
  for (const { name, term, reason } of model.design.aliased)
    warnings.push({ code: 'aliased', values: { coefficient: name, term, reason } })
  const parameters = [...model.thresholds, ...model.coefficients]
  return {
    ...shared,
    categories: model.categories,
    ...estimatesOf(model, mean),
    logLik: mean.logLik,
    jeffreys: {
      method: names.penalised,
      ...penalisedOf(model, jeffreys, profiles ? level : undefined),
      // In the units of the data: the columns of the engine are divided by their standard deviation.
      penalisedLogLik:
        jeffreys.penalised + model.design.columns.reduce((sum, { scale }) => sum + Math.log(scale), 0),
      terms: profiles ? penalisedTermTests(model, jeffreys) : [],
    },
    covariance: {
      names: parameters.map(({ name }) => name),
      values: covarianceMatrix(
        parameters.map(({ functional }) => functional),
        mean.inverse,
      ),
    },
    ...{ converged, assumptions, warnings },
  }
}
