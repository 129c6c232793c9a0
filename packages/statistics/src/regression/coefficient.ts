import { tQuantile, tTwoSided } from '../distributions.ts'
import type { PValue } from '../result.ts'
import { type WaldTest, waldTest } from './chi-square-test.ts'
import { clusterRobustCovariance } from './cluster-robust.ts'
import { normalInterval, type OpenInterval, profileInterval } from './coefficient-interval.ts'
import type { FittedModel } from './fitted-model.ts'
import { covarianceOf } from './original-scale.ts'
import { type Limit, parameterLimit } from './parameter-limit.ts'
import { dot } from './vectors.ts'

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

/** How the intervals of coefficients are made. */
export type IntervalKind = 'profile' | 'wald' | 'none'

/** The thresholds of a fitted model in the units of the data. */
export function thresholdsOf({ thresholds, fit }: FittedModel): Threshold[] {
  return thresholds.map(({ name, functional }) => {
    const limit = parameterLimit(fit.cone, functional)
    return { name, limit, ...estimateOf(fit, functional, limit) }
  })
}

/** The coefficients of a fitted model in the units of the data, those without an estimate last. */
export function coefficientsOf(model: FittedModel, level: number, intervals: IntervalKind): Coefficient[] {
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

function estimateOf({ theta, covariance }: FittedModel['fit'], functional: Float64Array, limit: Limit) {
  const se = Math.sqrt(covarianceOf(functional, functional, covariance))
  if (limit !== 'finite') return { estimate: undefined, se: undefined }
  return { estimate: dot(functional, theta), se: Number.isFinite(se) ? se : undefined }
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
