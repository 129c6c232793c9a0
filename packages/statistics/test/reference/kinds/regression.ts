import {
  biasReducedLogit,
  type Limit,
  logitFromMargins,
  orderedLogit,
  pairwiseContrasts,
  proportionalOddsTest,
  type RegressionData,
} from '../../../src/index.ts'
import type { Expected, Solver } from '../../reference-case.ts'

type Column =
  { type: 'numeric'; values: (number | null)[] } | { type: 'factor'; levels?: unknown[]; values: unknown[] }
type Input = {
  y: unknown[]
  y_levels?: unknown[]
  x?: Record<string, Column>
  weights?: number[]
}

export const solvers: Record<string, Solver> = {
  ordered_logit: orderedLogitNumbers,
  separation: separationNumbers,
  bias_reduced_ordered_logit: biasReducedNumbers,
  firth_logistic: biasReducedNumbers,
  proportional_odds_test: proportionalOddsNumbers,
  multivariate_from_margins: marginNumbers,
}

function orderedLogitNumbers(input: Input): Record<string, Expected> {
  const data = regressionData(input)
  const fit = orderedLogit(data)
  const numbers: Record<string, Expected> = {
    logLik: number(fit.logLik),
    logLik_null: number(fit.logLikNull),
    lr: number(fit.likelihoodRatio?.statistic),
    lr_df: fit.likelihoodRatio?.df ?? 0,
    lr_p: number(fit.likelihoodRatio?.p.p),
    aic: number(fit.aic),
    mcfadden_r2: number(fit.mcFaddenR2),
    n: fit.n,
  }
  for (const { name, estimate, se, limit } of thresholds(data, fit.categories, fit.thresholds)) {
    numbers[`threshold[${name}]`] = limited(estimate, limit)
    numbers[`se_threshold[${name}]`] = number(se)
  }
  for (const { name, estimate, se, limit, wald } of fit.coefficients) {
    numbers[`coef[${name}]`] = limited(estimate, limit)
    numbers[`se[${name}]`] = number(se)
    numbers[`z[${name}]`] = number(wald?.z)
    numbers[`p[${name}]`] = number(wald?.p.p)
  }
  return numbers
}

function separationNumbers(input: Input): Record<string, Expected> {
  const data = regressionData(input)
  const { separation, logLik } = orderedLogit(data, { intervals: 'none' })
  const numbers: Record<string, Expected> = {
    ...orderedLogitNumbers(input),
    separated: separation.separated,
    infinite_coefficients: separation.coefficients
      .filter(({ limit }) => limit !== 'undetermined')
      .map(({ name, limit }) => `${name}:${limited(undefined, limit)}`.replace(':Inf', ':+Inf'))
      .join(','),
    logLik_sup: number(logLik),
  }
  for (const [term, column] of Object.entries(data.x)) {
    if (column.type !== 'factor') continue
    for (const { name, likelihoodRatio } of pairwiseContrasts(data, term, { intervals: false }).contrasts) {
      numbers[`lr_contrast[${name}]`] = number(likelihoodRatio?.statistic)
      numbers[`lr_contrast_p[${name}]`] = number(likelihoodRatio?.p.p)
    }
  }
  return numbers
}

function biasReducedNumbers(input: Input): Record<string, Expected> {
  const data = regressionData(input)
  const fit = biasReducedLogit(data)
  const numbers: Record<string, Expected> = {
    logLik_at_mean_br: number(fit.logLik),
    jeffreys_penalised_loglik: number(fit.jeffreys.penalisedLogLik),
  }
  for (const { name, estimate, se } of thresholds(data, fit.categories, fit.thresholds)) {
    numbers[`mean_br_threshold[${name}]`] = number(estimate)
    numbers[`mean_br_se[${name}]`] = number(se)
  }
  for (const { name, estimate } of thresholds(data, fit.categories, fit.jeffreys.thresholds))
    numbers[`jeffreys_threshold[${name}]`] = number(estimate)
  if (fit.categories.length === 2) {
    numbers.mean_br_intercept = -fit.thresholds[0].estimate
    numbers['mean_br_se[intercept]'] = fit.thresholds[0].se
    numbers.jeffreys_intercept = -fit.jeffreys.thresholds[0].estimate
  }
  for (const { name, estimate, se } of fit.coefficients) {
    numbers[`mean_br_coef[${name}]`] = number(estimate)
    numbers[`mean_br_se[${name}]`] = number(se)
  }
  for (const { name, estimate, likelihoodRatio } of fit.jeffreys.coefficients) {
    numbers[`jeffreys_coef[${name}]`] = number(estimate)
    numbers[`penalised_lr[${name}]`] = number(likelihoodRatio?.statistic)
    numbers[`penalised_lr_p[${name}]`] = number(likelihoodRatio?.p.p)
  }
  return numbers
}

function proportionalOddsNumbers(input: Input): Record<string, Expected> {
  const numbers: Record<string, Expected> = {}
  for (const { term, test } of proportionalOddsTest(regressionData(input)).terms) {
    // Where there is nothing to free R prints a statistic of 0 on 0 degrees of freedom.
    numbers[`lr[${term}]`] = test?.statistic ?? 0
    numbers[`df[${term}]`] = test?.df ?? 0
    numbers[`p[${term}]`] = test?.p.p ?? 1
  }
  return numbers
}

type Table = Record<string, number[]>
type JointTable = Record<string, unknown[]> & { y: unknown[]; weight?: number[] }

/** Tables are named `<one>_by_<other>`; the outcome is what most of them are by. Names in results begin with one letter. */
function marginNumbers(input: Record<string, Table | JointTable>): Record<string, Expected> {
  const tables = Object.entries(input).flatMap(([key, table]) => {
    const [, row, column] = /^(.+?)_by_(.+?)(?:_n\d+)?$/.exec(key) ?? []
    return row ? [{ row, column, table: table as Table }] : []
  })
  const uses = (name: string) => tables.filter(({ column }) => column === name).length
  const outcome = tables
    .map(({ column }) => column)
    .reduce((most, name) => (uses(name) > uses(most) ? name : most), '')
  const outcomes = tables.filter(({ column }) => column === outcome)
  const patterns = tables.find(({ column }) => column !== outcome)
  const joint = input.one_consistent_joint_table as JointTable | undefined
  // The patterns are counted with the factors in the order of their own table.
  const order = patterns ? [patterns.row, patterns.column] : outcomes.map(({ row }) => row)
  const factors = outcomes
    .sort((a, b) => order.indexOf(a.row) - order.indexOf(b.row))
    .map(({ row, table }) => ({ name: row, levels: Object.keys(table), outcome: Object.values(table) }))
  const { likelihood, biasReduced } =
    joint && (factors.length === 0 || (factors.length > 1 && !patterns))
      ? fromJointTable(joint)
      : logitFromMargins({
          factors,
          patterns: patterns
            ? Object.values(patterns.table).flat()
            : factors[0].outcome.map((counts) => counts[0] + counts[1]),
        })
  const short = (name: string) => name.replace(/^(.)[^=]*=/u, '$1=')
  const numbers: Record<string, Expected> = {
    logLik_sup: number(likelihood.logLik),
    'mean_br_coef[intercept]': number(biasReduced.thresholds[0] && -biasReduced.thresholds[0].estimate),
    'mean_br_se[intercept]': number(biasReduced.thresholds[0]?.se),
  }
  for (const { term, likelihoodRatio } of likelihood.terms)
    for (const { term: other } of likelihood.terms) {
      if (other === term) continue
      numbers[`lr_${term}_given_${other}`] = number(likelihoodRatio?.statistic)
      numbers[`lr_${term}_given_${other}_df`] = likelihoodRatio?.df ?? 0
      numbers[`lr_${term}_given_${other}_p`] = number(likelihoodRatio?.p.p)
    }
  for (const { name, estimate, se } of biasReduced.coefficients)
    for (const called of [name, short(name)]) {
      numbers[`mean_br_coef[${called}]`] = number(estimate)
      numbers[`mean_br_se[${called}]`] = number(se)
    }
  return numbers
}

function fromJointTable({ y, weight, ...factors }: JointTable) {
  const inOrder = (values: unknown[]) => [...new Set(values.map(String))]
  const data = regressionData({
    ...{ y, y_levels: inOrder(y), weights: weight },
    x: Object.fromEntries(
      Object.entries(factors).map(([name, values]) => [
        name,
        { type: 'factor', levels: inOrder(values), values },
      ]),
    ),
  })
  return { likelihood: orderedLogit(data), biasReduced: biasReducedLogit(data) }
}

function regressionData({ y, y_levels, x = {}, weights }: Input): RegressionData {
  return {
    y: { levels: levelsOf(y, y_levels), values: labels(y) },
    x: Object.fromEntries(
      Object.entries(x).map(([name, column]) => [
        name,
        column.type === 'numeric'
          ? column
          : { type: 'factor', levels: levelsOf(column.values, column.levels), values: labels(column.values) },
      ]),
    ),
    ...(weights && { weights }),
  }
}

function labels(values: unknown[]): (string | null)[] {
  return values.map((value) =>
    value === null || value === undefined || value === 'NA' ? null : String(value),
  )
}

/** Without levels they are the values in ascending order, as in R. */
function levelsOf(values: unknown[], levels: unknown[] | undefined): string[] {
  if (levels) return levels.map(String)
  const seen = [...new Set(labels(values).filter((value) => value !== null))]
  return seen.sort((a, b) => (Number.isNaN(Number(a) - Number(b)) ? (a < b ? -1 : 1) : Number(a) - Number(b)))
}

type Named = { name: string; estimate: number | undefined; se: number | undefined; limit?: Limit }

/** The thresholds, and again by the declared names where categories nobody chose lie between. */
function thresholds({ y: { levels } }: RegressionData, categories: string[], found: Named[]): Named[] {
  const declared = levels.slice(0, -1).flatMap((level, k): Named[] => {
    const name = `${level}|${levels[k + 1]}`
    const below = categories.filter((category) => levels.indexOf(category) <= k).length
    if (below === 0) return [{ name, estimate: undefined, se: undefined, limit: 'minus-infinity' }]
    if (below === categories.length)
      return [{ name, estimate: undefined, se: undefined, limit: 'plus-infinity' }]
    return [{ ...found[below - 1], name }]
  })
  return categories.length < 2 ? [] : [...declared, ...found]
}

function number(value: number | undefined): Expected {
  return value === undefined || Number.isNaN(value) ? 'NaN' : value
}

function limited(estimate: number | undefined, limit: Limit | 'aliased' | undefined): Expected {
  return limit === 'plus-infinity' ? 'Inf' : limit === 'minus-infinity' ? '-Inf' : number(estimate)
}
