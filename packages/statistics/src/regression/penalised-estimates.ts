import { chiSquareQuantile, normalQuantile } from '../distributions.ts'
import { type ChiSquareTest, chiSquareTest, type WaldTest, waldTest } from './chi-square-test.ts'
import type { OpenInterval } from './coefficient-interval.ts'
import type { SpecifiedModel } from './fitted-model.ts'
import { covarianceOf } from './original-scale.ts'
import { heldAt, type PenalisedFit } from './penalised-fit.ts'
import { profileBound } from './profile-bound.ts'
import { dot } from './vectors.ts'

/** A threshold of a penalised fit; always finite. */
export type ReducedThreshold = { name: string; estimate: number; se: number }

/** A coefficient of a penalised fit, in log odds of a higher category; always finite unless aliased. */
export type ReducedCoefficient = {
  name: string
  term: string
  level?: string
  estimate: number | undefined
  se: number | undefined
  wald: WaldTest | undefined
}

/** A coefficient under Jeffreys' prior, with what the penalised likelihood says about it. */
export type PenalisedCoefficient = ReducedCoefficient & {
  /** Twice the loss of penalised log likelihood if the coefficient is held at 0; the penalty stays that of the full model. */
  likelihoodRatio: ChiSquareTest | undefined
  interval: OpenInterval | undefined
}

/** Thresholds and coefficients of a penalised fit in the units of the data, aliased coefficients last. */
export function estimatesOf(model: SpecifiedModel, { theta, inverse }: PenalisedFit) {
  const both = (functional: Float64Array) => ({
    estimate: dot(functional, theta),
    se: Math.sqrt(covarianceOf(functional, functional, inverse)),
  })
  const missing = { estimate: undefined, se: undefined, wald: undefined }
  return {
    thresholds: model.thresholds.map(({ name, functional }): ReducedThreshold => ({
      name,
      ...both(functional),
    })),
    coefficients: [
      ...model.design.columns.map(({ name, term, level }, column): ReducedCoefficient => {
        const { estimate, se } = both(model.coefficients[column].functional)
        return {
          name,
          term,
          ...(level !== undefined && { level }),
          estimate,
          se,
          wald: waldTest(estimate, se),
        }
      }),
      ...model.design.aliased.map(({ name, term, level }): ReducedCoefficient => ({
        ...{ name, term, ...(level !== undefined && { level }), ...missing },
      })),
    ],
  }
}

/** The same with penalised-likelihood tests and intervals, unless there is no `level`. */
export function penalisedOf(model: SpecifiedModel, full: PenalisedFit, level: number | undefined) {
  const { thresholds, coefficients } = estimatesOf(model, full)
  const top = model.categories.length - 1
  return {
    thresholds,
    coefficients: coefficients.map((coefficient, column): PenalisedCoefficient => {
      const none = { likelihoodRatio: undefined, interval: undefined }
      if (level === undefined || coefficient.estimate === undefined) return { ...coefficient, ...none }
      return {
        ...coefficient,
        likelihoodRatio: penalisedTest(model, full, [top + column]),
        interval: penalisedInterval(model, full, column, level),
      }
    }),
  }
}

/** Tests of each term by holding all its coefficients at zero. */
export function penalisedTermTests(model: SpecifiedModel, full: PenalisedFit) {
  const top = model.categories.length - 1
  return model.frame.terms.map(({ name }) => ({
    term: name,
    likelihoodRatio: penalisedTest(
      model,
      full,
      model.design.columns.flatMap(({ term }, column) => (term === name ? [top + column] : [])),
    ),
  }))
}

function penalisedTest(model: SpecifiedModel, full: PenalisedFit, held: number[]): ChiSquareTest | undefined {
  const restricted =
    held.length > 0 ? heldAt(model.problem, full.theta, new Map(held.map((index) => [index, 0]))) : undefined
  if (!restricted) return undefined
  return chiSquareTest(
    2 * (full.penalised - restricted.penalised),
    held.length,
    'penalised likelihood ratio (Jeffreys’ prior of the full model), χ² approximation',
  )
}

function penalisedInterval(
  model: SpecifiedModel,
  full: PenalisedFit,
  column: number,
  level: number,
): OpenInterval {
  const index = model.categories.length - 1 + column
  const { scale } = model.design.columns[column]
  const error = Math.sqrt(full.inverse[index * full.theta.length + index])
  const half = normalQuantile((1 + level) / 2) * error
  let { theta } = full
  const profile = (at: number) => {
    const restricted = heldAt(model.problem, theta, new Map([[index, at]]))
    if (!restricted) return { value: -Infinity, slope: NaN }
    theta = restricted.theta
    return { value: restricted.penalised, slope: restricted.score[index] }
  }
  const drop = chiSquareQuantile(level, 1) / 2
  const bound = (side: 'lower' | 'upper') => {
    theta = full.theta
    const guess = full.theta[index] + (side === 'lower' ? -half : half)
    const found = profileBound(profile, { top: full.penalised, drop, guess, scale: half, side })
    return found === undefined ? undefined : found / scale
  }
  return {
    level,
    lower: bound('lower'),
    upper: bound('upper'),
    method: 'profile penalised likelihood (Jeffreys’ prior)',
  }
}
