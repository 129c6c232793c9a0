import { cholesky, choleskyInverse } from './cholesky.ts'
import { type CumulativeProblem, cumulativeLikelihood } from './cumulative-likelihood.ts'
import { type Maximum, newtonMaximum } from './newton.ts'
import { type RecessionCone, recessionCone } from './recession-cone.ts'
import { sampledProblem } from './sampled-problem.ts'

/** The maximum of the likelihood, or, with separation, what it tends to as the unbounded part runs off. */
export type LikelihoodLimit = {
  problem: CumulativeProblem
  cone: RecessionCone
  /** Parameters; only functions at right angles to `cone.unbounded` mean anything. */
  theta: Float64Array
  /** The maximum or supremum of the log likelihood. */
  logLik: number
  gradient: Float64Array
  /** Inverse of minus the second derivatives (observed information), row by row, in the finite directions. */
  covariance: Float64Array
  /** Parameters held still because they are not determined. */
  pinned: Uint8Array
  iterations: number
  converged: boolean
}

/**
 * Fits a cumulative logit after looking for separation. Where there is some, the observations that are predicted
 * perfectly in the limit are taken out and the rest is fitted: finite limits, supremum and their standard errors
 * are those of the reduced problem, and nothing is left to run off.
 *
 * Source: Albert & Anderson 1984, Biometrika 71, 1-10, section 4; Geyer 2009, Electronic Journal of Statistics 3, 259-289
 * (limiting conditional model).
 */
export function maximumLikelihood(problem: CumulativeProblem, start: Float64Array): LikelihoodLimit {
  const cone = recessionCone(problem)
  const pinned = pinnedParameters(cone.unbounded, start.length)
  const reduced: CumulativeProblem = cone.separated ? { ...problem, settled: cone.settled } : problem
  const fit = maximumOf(reduced, cone.separated ? start : nearbyStart(problem, start), pinned)
  const factor = cholesky(fit.information, start.length, pinned)
  return {
    problem: reduced,
    cone,
    theta: fit.theta,
    logLik: fit.value,
    gradient: fit.gradient,
    covariance: factor ? choleskyInverse(factor) : new Float64Array(start.length ** 2).fill(NaN),
    pinned,
    iterations: fit.iterations,
    converged: fit.converged && factor !== undefined,
  }
}

function maximumOf(problem: CumulativeProblem, start: Float64Array, pinned?: Uint8Array): Maximum {
  return newtonMaximum(
    (theta, gradient, information) => cumulativeLikelihood(problem, theta, gradient, information),
    start,
    pinned,
  )
}

/** For long data the maximum of a twentieth of them: a few standard errors away, at a twentieth of the cost. */
function nearbyStart(problem: CumulativeProblem, start: Float64Array): Float64Array {
  if (problem.patterns < 20_000) return start
  const part = sampledProblem(problem, 20)
  if (recessionCone(part).separated) return start
  const fit = maximumOf(part, start)
  return fit.converged ? fit.theta : start
}

/** As many parameters as the cone has dimensions, so chosen that holding them still leaves the rest determined. */
export function pinnedParameters(unbounded: Float64Array[], size: number): Uint8Array {
  const pinned = new Uint8Array(size)
  const rows = unbounded.map((vector) => Float64Array.from(vector))
  rows.forEach((row, r) => {
    let pivot = 0
    for (let i = 0; i < size; i++) if (Math.abs(row[i]) >= Math.abs(row[pivot]) - 1e-9) pivot = i
    pinned[pivot] = 1
    for (const other of rows.slice(r + 1)) {
      const share = other[pivot] / row[pivot]
      for (let i = 0; i < size; i++) other[i] -= share * row[i]
    }
  })
  return pinned
}
