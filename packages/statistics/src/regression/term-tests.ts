import { type ChiSquareTest, chiSquareTest } from './chi-square-test.ts'
import { cholesky, choleskySolve } from './cholesky.ts'
import { type FittedModel, fittedModel } from './fitted-model.ts'
import { covarianceOf } from './original-scale.ts'
import { parameterLimit } from './parameter-limit.ts'
import { dot } from './vectors.ts'

/** Tests of all coefficients of one term. */
export type TermTest = {
  term: string
  /** Against the model without the term; valid with separation too, as it uses the supremum. */
  likelihoodRatio: ChiSquareTest | undefined
  /** By the joint covariance; not given if a coefficient of the term is not finite. */
  wald: ChiSquareTest | undefined
}

/** Tests every term of a model by leaving it out, and by Wald's quadratic form. */
export function termTests(model: FittedModel): TermTest[] {
  const names = model.frame.terms.map(({ name }) => name)
  return names.map((term) => {
    const without = fittedModel(model.frame, { terms: names.filter((name) => name !== term) })!
    return {
      term,
      likelihoodRatio: chiSquareTest(
        2 * (model.fit.logLik - without.fit.logLik),
        model.fit.theta.length - without.fit.theta.length,
        'likelihood ratio, χ² approximation',
      ),
      wald: waldOf(model, term),
    }
  })
}

function waldOf({ design, coefficients, fit }: FittedModel, term: string): ChiSquareTest | undefined {
  const own = coefficients.filter((_, column) => design.columns[column].term === term)
  if (own.some(({ functional }) => parameterLimit(fit.cone, functional) !== 'finite')) return undefined
  const size = own.length
  const covariance = new Float64Array(size * size)
  own.forEach((a, i) =>
    own.forEach(
      (b, j) => (covariance[i * size + j] = covarianceOf(a.functional, b.functional, fit.covariance)),
    ),
  )
  const estimates = Float64Array.from(own, ({ functional }) => dot(functional, fit.theta))
  const factor = cholesky(covariance, size)
  if (!factor) return undefined
  const statistic = choleskySolve(factor, estimates).reduce((sum, value, i) => sum + value * estimates[i], 0)
  return chiSquareTest(statistic, size, 'Wald, χ² approximation')
}
