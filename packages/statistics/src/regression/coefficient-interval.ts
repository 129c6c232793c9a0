import { chiSquareQuantile, normalQuantile } from '../distributions.ts'
import type { FittedModel } from './fitted-model.ts'
import { likelihoodProfile } from './likelihood-profile.ts'
import type { Limit } from './parameter-limit.ts'
import { profileBound } from './profile-bound.ts'

/** An interval that may have no end on one side: a missing bound means that no value that far out is excluded. */
export type OpenInterval = {
  level: number
  lower: number | undefined
  upper: number | undefined
  method: string
}

/**
 * Profile-likelihood interval of a coefficient, in the units of the data. A coefficient that runs to infinity has a
 * finite bound on the other side only; an undetermined one has no interval.
 *
 * Source: Venzon & Moolgavkar 1988, Applied Statistics 37, 87-94 (the definition, not their algorithm).
 *
 * @param column position of the coefficient among the columns of the design
 */
export function profileInterval(
  model: FittedModel,
  column: number,
  limit: Limit,
  level: number,
): OpenInterval | undefined {
  const { fit, categories, design } = model
  if (limit === 'undetermined' || !fit.converged) return undefined
  const index = categories.length - 1 + column
  const { scale } = design.columns[column]
  const error = Math.sqrt(fit.covariance[index * fit.theta.length + index])
  const profile = likelihoodProfile(fit, index, limit === 'finite')
  const drop = chiSquareQuantile(level, 1) / 2
  const wald = limit === 'finite' ? normalQuantile((1 + level) / 2) * error : 0
  const bound = (side: 'lower' | 'upper') => {
    if (limit === (side === 'lower' ? 'minus-infinity' : 'plus-infinity')) return undefined
    const guess = fit.theta[index] + (side === 'lower' ? -wald : wald)
    const found = profileBound(profile, { top: fit.logLik, drop, guess, scale: wald || 1, side })
    return found === undefined ? undefined : found / scale
  }
  return { level, lower: bound('lower'), upper: bound('upper'), method: 'profile likelihood' }
}

/** estimate ± z × standard error, without bounds for anything that is not finite. */
export function normalInterval(
  estimate: number,
  se: number,
  level: number,
  method: string,
): OpenInterval | undefined {
  if (!(se > 0 && se < Infinity)) return undefined
  const half = normalQuantile((1 + level) / 2) * se
  return { level, lower: estimate - half, upper: estimate + half, method }
}
