import { cumulativeProblem, type ObservedProblem, startingParameters } from './cumulative-problem.ts'
import { type Design, type DesignChoice, designMatrix } from './design-matrix.ts'
import { type LikelihoodLimit, maximumLikelihood } from './maximum-likelihood.ts'
import { type ModelFrame, modelFrame } from './model-frame.ts'
import { originalScale, type ScaledParameter } from './original-scale.ts'
import type { RegressionData } from './regression-data.ts'

/** A proportional-odds model in numbers, and how its parameters translate into those reported. */
export type SpecifiedModel = ObservedProblem & {
  frame: ModelFrame
  design: Design
  thresholds: ScaledParameter[]
  coefficients: ScaledParameter[]
}

/** The same with its maximum of the likelihood, before it is put into words. */
export type FittedModel = SpecifiedModel & { fit: LikelihoodLimit }

/** Data as they came, or a frame made of them before; a frame can be used again without reading the rows. */
export type ModelInput = RegressionData | ModelFrame

/** The frame of either. */
export function frameOf(input: ModelInput): ModelFrame {
  return 'patterns' in input ? input : modelFrame(input)
}

/** Puts a model together without fitting it; nothing if there are fewer than two categories to tell apart. */
export function specifiedModel(
  frame: ModelFrame,
  choice: DesignChoice = {},
  keep: 'observed' | 'outer' = 'observed',
): SpecifiedModel | undefined {
  const design = designMatrix(frame, choice)
  const observed = cumulativeProblem(frame, design, keep)
  if (observed.categories.length < 2) return undefined
  return { frame, design, ...observed, ...originalScale(design, observed.categories) }
}

/** Fits a proportional-odds logit; nothing if fewer than two categories were observed. */
export function fittedModel(frame: ModelFrame, choice: DesignChoice = {}): FittedModel | undefined {
  const model = specifiedModel(frame, choice)
  if (!model) return undefined
  return { ...model, fit: maximumLikelihood(model.problem, startingParameters(model.problem, model.counts)) }
}
