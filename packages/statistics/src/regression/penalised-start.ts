import { startingParameters } from './cumulative-problem.ts'
import type { SpecifiedModel } from './fitted-model.ts'
import { maximumLikelihood } from './maximum-likelihood.ts'

/** Where to begin: without effects; for long data at the maximum of the likelihood, which is then close by. */
export function penalisedStart({ problem, counts }: SpecifiedModel): Float64Array {
  const start = startingParameters(
    problem,
    counts.map((count) => count + 0.5),
  )
  if (problem.patterns < 1000 || counts.some((count) => count === 0)) return start
  const fit = maximumLikelihood(problem, start)
  return fit.converged && !fit.cone.separated ? fit.theta : start
}
