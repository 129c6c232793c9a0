import { confidenceLevel } from '../confidence-level.ts'
import type { Assumption, Warning } from '../result.ts'
import { categoryProbabilities } from './category-probabilities.ts'
import { type WaldTest, waldTest } from './chi-square-test.ts'
import { normalInterval, type OpenInterval } from './coefficient-interval.ts'
import { patternWeights } from './design-matrix.ts'
import { frameOf, type ModelInput } from './fitted-model.ts'
import { covarianceOf } from './original-scale.ts'
import { type EstimateKind, type UsableEstimates, usableEstimates } from './usable-estimates.ts'

/** How the probability of one category changes, on average over the observations, in shares (0.1 = 10 percentage points). */
export type MarginalEffect = {
  name: string
  term: string
  level?: string
  /** The level it is compared with; for a covariate the effect is per unit. */
  against?: string
  category: string
  estimate: number
  se: number | undefined
  wald: WaldTest | undefined
  interval: OpenInterval | undefined
}

/** Average marginal effects of all terms on all categories. */
export type AverageMarginalEffects = {
  method: string
  n: number
  effects: MarginalEffect[]
  assumptions: Assumption[]
  warnings: Warning[]
}

/**
 * Average marginal effects in a proportional-odds or binary logit: for a level of a factor, the mean over all
 * observations of the probability they would have at that level minus at the reference, other things as they are;
 * for a covariate the mean derivative. Standard errors by the delta method, taking the observed rows as given.
 * The effects of one level on all categories sum to zero.
 * If the data are separated the mean bias-reduced estimates are used, and the result says so.
 *
 * @throws `invalid confidence level; not in (0, 1): 95`,
 * `maximum-likelihood estimates do not exist; the data are separated, ask for mean-bias-reduced`
 * @example averageMarginalEffects({ y, x: { funding } }).effects[0] // funding=unbound on the first category
 *
 * Source: Bartus 2005, Stata Journal 5, 309-329; Agresti 2010, Analysis of Ordinal Categorical Data, section 3.3.
 */
export function averageMarginalEffects(
  input: ModelInput,
  { level = 0.95, estimates }: { level?: number; estimates?: EstimateKind } = {},
): AverageMarginalEffects {
  confidenceLevel(level)
  const frame = frameOf(input)
  const used = usableEstimates(frame, estimates)
  const totals = patternWeights(frame)
  return {
    method: `average marginal effects, ${used?.method ?? 'undefined'}, delta method`,
    n: frame.n,
    effects: used
      ? used.model.design.columns.flatMap((column, c) => {
          const reference = used.model.design.references.find(({ term }) => term === column.term)?.level
          const { values, gradients } =
            reference === undefined ? meanSlopes(used, totals, c) : meanDifferences(used, totals, c)
          return used.model.categories.map((category, j): MarginalEffect => {
            const se = Math.sqrt(covarianceOf(gradients[j], gradients[j], used.covariance))
            return {
              ...{ name: column.name, term: column.term },
              ...(reference !== undefined && { level: column.level, against: reference }),
              ...{ category, estimate: values[j], se: Number.isFinite(se) ? se : undefined },
              wald: waldTest(values[j], se),
              interval: normalInterval(values[j], se, level, 'estimate ± z · standard error'),
            }
          })
        })
      : [],
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: used?.warnings ?? [{ code: 'one-category', values: { n: frame.n } }],
  }
}

type Mean = { values: Float64Array; gradients: Float64Array[] }

function meanDifferences({ model, theta }: UsableEstimates, totals: Float64Array, c: number): Mean {
  const { columns } = model.design
  return meanOver(model, theta, totals, (x, add) => {
    // The reference has zeros in all columns of the factor.
    columns.forEach(({ term }, other) => {
      if (term === columns[c].term) x[other] = 0
    })
    const without = categoryProbabilities(theta, model.categories.length - 1, x)
    x[c] = 1
    const at = categoryProbabilities(theta, model.categories.length - 1, x)
    add(at.values, at.gradients, 1)
    add(without.values, without.gradients, -1)
  })
}

function meanSlopes({ model, theta }: UsableEstimates, totals: Float64Array, c: number): Mean {
  const top = model.categories.length - 1
  const { scale } = model.design.columns[c]
  const beta = theta[top + c] / scale
  return meanOver(model, theta, totals, (x, add) => {
    const { slopes, slopeGradients } = categoryProbabilities(theta, top, x)
    slopeGradients.forEach((gradient, j) => {
      for (let i = 0; i < gradient.length; i++) gradient[i] *= beta
      gradient[top + c] += slopes[j] / scale
    })
    add(
      slopes.map((slope) => slope * beta),
      slopeGradients,
      1,
    )
  })
}

function meanOver(
  { categories, problem }: UsableEstimates['model'],
  theta: Float64Array,
  totals: Float64Array,
  at: (x: Float64Array, add: (values: Float64Array, gradients: Float64Array[], sign: number) => void) => void,
): Mean {
  const values = new Float64Array(categories.length)
  const gradients = categories.map(() => new Float64Array(theta.length))
  const n = totals.reduce((sum, total) => sum + total, 0)
  totals.forEach((total, g) => {
    const x = problem.x.slice(g * problem.columns, (g + 1) * problem.columns)
    at(x, (found, slopes, sign) =>
      categories.forEach((_, j) => {
        const share = (sign * total) / n
        values[j] += share * found[j]
        for (let i = 0; i < theta.length; i++) gradients[j][i] += share * slopes[j][i]
      }),
    )
  })
  return { values, gradients }
}
