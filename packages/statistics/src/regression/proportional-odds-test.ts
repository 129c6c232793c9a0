import type { Assumption, Warning } from '../result.ts'
import { type ChiSquareTest, chiSquareTest } from './chi-square-test.ts'
import { startingParameters } from './cumulative-problem.ts'
import { type FittedModel, fittedModel, frameOf, type ModelInput } from './fitted-model.ts'
import { maximumLikelihood } from './maximum-likelihood.ts'

/** Whether the effect of one term is the same at every threshold. */
export type ProportionalOddsOfTerm = {
  term: string
  test: ChiSquareTest | undefined
  /** The freer model is separated: its supremum is used, and the χ² approximation is poor. */
  separated: boolean
  /** Whether the freer model could be fitted; without that there is no test. */
  converged: boolean
}

/** Tests of the proportional-odds assumption. */
export type ProportionalOddsTest = {
  method: string
  n: number
  terms: ProportionalOddsOfTerm[]
  /** All terms freed together. */
  all: ProportionalOddsOfTerm | undefined
  assumptions: Assumption[]
  warnings: Warning[]
}

/**
 * Likelihood-ratio tests of proportional odds: each term in turn, and all together, gets its own coefficients at every
 * threshold, and the gain in log likelihood is compared with χ² on the coefficients gained.
 * Undefined with fewer than three observed categories, and for a term without estimable coefficients.
 *
 * The freer model only has to give positive probability to what was observed: its lines may cross elsewhere.
 *
 * @throws what `modelFrame` throws
 * @example proportionalOddsTest({ y, x: { temp, contact } }).terms[0].test?.p.p
 *
 * Source: Brant 1990, Biometrics 46, 1171-1178 (the hypothesis); Peterson & Harrell 1990, Applied Statistics 39, 205-217
 * (partial proportional odds); the same numbers as ordinal::nominal_test.
 */
export function proportionalOddsTest(input: ModelInput): ProportionalOddsTest {
  const frame = frameOf(input)
  const model = fittedModel(frame)
  const names = frame.terms.map(({ name }) => name)
  const warnings: Warning[] = []
  if (!model || model.categories.length < 3)
    warnings.push({
      code: 'fewer-than-three-categories',
      values: { categories: model?.categories.length ?? 0 },
    })
  const terms = names.map((term) => freed(model, [term], term))
  const all = names.length > 1 ? freed(model, names, 'all') : undefined
  for (const { term, separated, converged } of [...terms, ...(all ? [all] : [])]) {
    if (separated) warnings.push({ code: 'separation', values: { term, model: 'without proportional odds' } })
    if (!converged) warnings.push({ code: 'not-converged', values: { term } })
  }
  return {
    method: 'likelihood ratio against coefficients that differ by threshold, χ² approximation',
    n: frame.n,
    terms,
    all,
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings,
  }
}

function freed(model: FittedModel | undefined, names: string[], term: string): ProportionalOddsOfTerm {
  const columns = model?.design.columns ?? []
  const free = columns.flatMap((column, c) => (names.includes(column.term) ? [c] : []))
  const shared = columns.flatMap((column, c) => (names.includes(column.term) ? [] : [c]))
  if (!model || model.categories.length < 3 || free.length === 0)
    return { term, test: undefined, separated: false, converged: true }
  const { problem, counts, fit } = model
  const freer = {
    ...problem,
    ...{ x: picked(problem.x, problem, shared, false), columns: shared.length },
    ...{ z: picked(problem.x, problem, free, true), free: free.length + 1 },
  }
  const best = maximumLikelihood(freer, startingParameters(freer, counts))
  return {
    term,
    test: best.converged
      ? chiSquareTest(
          2 * (best.logLik - fit.logLik),
          best.theta.length - fit.theta.length,
          'likelihood ratio, χ² approximation',
        )
      : undefined,
    separated: best.cone.separated,
    converged: best.converged,
  }
}

/** Some columns of a matrix, after a column of ones if `constant`. */
function picked(
  x: Float64Array,
  { patterns, columns }: { patterns: number; columns: number },
  chosen: number[],
  constant: boolean,
): Float64Array {
  const first = constant ? 1 : 0
  const width = chosen.length + first
  const out = new Float64Array(patterns * width)
  for (let g = 0; g < patterns; g++) {
    if (constant) out[g * width] = 1
    chosen.forEach((c, i) => (out[g * width + first + i] = x[g * columns + c]))
  }
  return out
}
