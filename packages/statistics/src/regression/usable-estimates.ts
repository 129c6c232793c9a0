import type { Warning } from '../result.ts'
import { clusterRobustCovariance } from './cluster-robust.ts'
import { startingParameters } from './cumulative-problem.ts'
import { type SpecifiedModel, specifiedModel } from './fitted-model.ts'
import { maximumLikelihood } from './maximum-likelihood.ts'
import type { ModelFrame } from './model-frame.ts'
import { penalisedFit } from './penalised-fit.ts'
import { penalisedStart } from './penalised-start.ts'

/** Estimates that can be computed with further: finite, with a covariance. */
export type EstimateKind = 'maximum-likelihood' | 'mean-bias-reduced'

/** Finite estimates of a model and how they were made. */
export type UsableEstimates = {
  kind: EstimateKind
  /** In words: which estimates, and which errors. */
  method: string
  model: SpecifiedModel
  theta: Float64Array
  covariance: Float64Array
  warnings: Warning[]
}

/**
 * Maximum-likelihood estimates if they exist, else mean bias-reduced ones, with a warning; or those asked for.
 * With clusters the covariance of maximum-likelihood estimates is cluster-robust.
 * Nothing with fewer than two observed categories.
 *
 * @throws `maximum-likelihood estimates do not exist; the data are separated, ask for mean-bias-reduced`
 */
export function usableEstimates(frame: ModelFrame, wanted?: EstimateKind): UsableEstimates | undefined {
  const model = specifiedModel(frame)
  if (!model) return undefined
  const warnings: Warning[] = []
  for (const { name, term, reason } of model.design.aliased)
    warnings.push({ code: 'aliased', values: { coefficient: name, term, reason } })
  if (wanted !== 'mean-bias-reduced') {
    const fit = maximumLikelihood(model.problem, startingParameters(model.problem, model.counts))
    if (!fit.cone.separated) {
      const robust = clusterRobustCovariance(frame, fit)
      return {
        ...{ kind: 'maximum-likelihood', model, theta: fit.theta, warnings },
        covariance: robust?.covariance ?? fit.covariance,
        method: robust ? 'maximum likelihood, cluster-robust errors' : 'maximum likelihood',
      }
    }
    if (wanted)
      throw new RangeError(
        'maximum-likelihood estimates do not exist; the data are separated, ask for mean-bias-reduced',
      )
    warnings.push({ code: 'separation', values: { used: 'mean-bias-reduced' } })
  }
  // The same model as `biasReducedLogit`: the ends of the scale stay.
  const reduced = specifiedModel(frame, {}, 'outer')!
  const { theta, inverse } = penalisedFit(reduced.problem, 'mean-bias', penalisedStart(reduced))!
  return {
    ...{ kind: 'mean-bias-reduced', model: reduced, theta, warnings },
    covariance: inverse,
    method: 'mean bias-reduced (Kosmidis 2014)',
  }
}
