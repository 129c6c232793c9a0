import { cumulativeLikelihood, type CumulativeProblem } from './cumulative-likelihood.ts'
import { type LikelihoodLimit, pinnedParameters } from './maximum-likelihood.ts'
import { newtonMaximum } from './newton.ts'
import type { Profile } from './profile-bound.ts'
import { recessionCone } from './recession-cone.ts'

/**
 * The log likelihood maximised over all parameters but one, as a function of that one.
 * If the parameter runs to infinity, holding it still brings back the observations that its limit predicted
 * perfectly, so what is separated is looked for again.
 *
 * @param index position of a coefficient (not a threshold) among the parameters
 * @param finite whether the parameter has a finite limit in `fit`
 */
export function likelihoodProfile(fit: LikelihoodLimit, index: number, finite: boolean): Profile {
  const { problem, pinned } = finite ? fit : heldStill(fit.problem, index)
  const fixed = Uint8Array.from(pinned)
  fixed[index] = 1
  let theta = fit.theta
  return (at) => {
    const start = Float64Array.from(theta)
    start[index] = at
    const best = newtonMaximum(
      (trial, gradient, information) => cumulativeLikelihood(problem, trial, gradient, information),
      start,
      fixed,
    )
    theta = best.theta
    return { value: best.value, slope: best.gradient[index] }
  }
}

function heldStill(problem: CumulativeProblem, index: number): Pick<LikelihoodLimit, 'problem' | 'pinned'> {
  const { patterns, x, columns, categories, free } = problem
  const size = (categories - 1) * free + columns
  const left = index - (categories - 1) * free
  const others = new Float64Array(patterns * (columns - 1))
  for (let g = 0, to = 0; g < patterns; g++)
    for (let c = 0; c < columns; c++) if (c !== left) others[to++] = x[g * columns + c]
  const cone = recessionCone({ ...problem, x: others, columns: columns - 1, settled: undefined })
  const unbounded = cone.unbounded.map((vector) => {
    const full = new Float64Array(size)
    vector.forEach((value, i) => (full[i < index ? i : i + 1] = value))
    return full
  })
  return {
    problem: { ...problem, settled: cone.separated ? cone.settled : undefined },
    pinned: pinnedParameters(unbounded, size),
  }
}
