import {
  type AgreementWeighting,
  type Category,
  didYouMean,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import { type DoubleCodingPlan, doubleCodingPlan } from '@pejling/statistics'
import {
  countUnitValues,
  type Edition,
  findRules,
  getCodebook,
  getStudy,
  getVariable,
} from '@pejling/warehouse'
import { interviewAgreement } from './interview-agreement.ts'

export type CodingPlanQuestion = {
  study: string
  /** One that a rule makes; the first if not said. */
  variable?: string
  /** The kappa to expect, from 0 to below 1; the one observed if it can be computed, else 0.7. */
  agreement?: number
  /** The width the interval should have at most; 0.3 if not said. */
  width?: number
  weights?: AgreementWeighting
}

export type CodingPlan = {
  study: string
  /** Those that can be chosen. */
  variables: Variable[]
  variable?: Variable
  because?: 'no-rules' | 'one-category' | 'embargo'
  /** The category's share among the units with a value, or equal shares where those may not be seen or are not there. */
  shares: { category: Category; share: number }[]
  sharesFrom: 'values' | 'equal'
  agreement: number
  agreementFrom: 'asked' | 'observed' | 'assumed'
  weights: AgreementWeighting
  width: number
  /** Units that have a value from both coders now. */
  now: number
  plan?: DoubleCodingPlan
  /** The expected interval by number of units. */
  curve: { units: number; lower: number; upper: number }[]
}

/** What is assumed where nothing has been observed. */
const assumed = 0.7
/** The numbers of units a plan tells, and how far its curve goes. */
const shown = [6, 12, 24]
const furthest = 60

/**
 * What double-coding more units would buy: how wide the interval of kappa would be with 6, 12 and 24 of them, given how the
 * units spread over the categories and the agreement one expects.
 *
 * @throws `unknown variable: … (did you mean …?)`, `agreement: expected a number from 0 to below 1, found 2`,
 *   `width: expected a number above 0 and below 2, found 0`
 */
export async function codingPlan(
  edition: Edition,
  question: CodingPlanQuestion,
  viewer: Viewer,
): Promise<CodingPlan> {
  const { width = 0.3, agreement: asked } = question
  if (asked !== undefined && !(asked >= 0 && asked < 1))
    throw new Error(`agreement: expected a number from 0 to below 1, found ${asked}`)
  if (!(width > 0 && width < 2))
    throw new Error(`width: expected a number above 0 and below 2, found ${width}`)
  const { id: study } = await getStudy(edition, question.study)
  const rules = await findRules(edition, study)
  const codebook = await getCodebook(edition, study)
  const variables = (rules?.rules ?? []).map(({ variable }) => getVariable(codebook, variable))
  const weights = question.weights ?? 'linear'
  const nothing: CodingPlan = {
    ...{ study, variables, shares: [], sharesFrom: 'equal', agreement: asked ?? assumed },
    ...{ agreementFrom: asked === undefined ? 'assumed' : 'asked', weights, width, now: 0, curve: [] },
  }
  if (viewer.sees === 'nothing') return { ...nothing, variables: [], because: 'embargo' }
  const variable = chosen(variables, question.variable)
  if (!variable) return { ...nothing, because: 'no-rules' }
  const found = viewer.sees === 'all' ? await observed(edition, study, variable, weights, viewer) : unseen
  const { shares, sharesFrom } = sharesOf(variable, found.counts)
  const agreement = asked ?? found.kappa ?? assumed
  const told: CodingPlan = {
    ...{ ...nothing, variable, shares, sharesFrom, agreement, now: found.now },
    agreementFrom: asked !== undefined ? 'asked' : found.kappa !== undefined ? 'observed' : 'assumed',
    weights: variable.scale === 'ordinal' ? weights : 'identity',
  }
  if (shares.filter(({ share }) => share > 0).length < 2) return { ...told, because: 'one-category' }
  const given = { agreement, shares: shares.map(({ share }) => share), width, weights: told.weights }
  const numbers = Array.from({ length: furthest - 1 }, (_, i) => i + 2)
  return {
    ...told,
    plan: doubleCodingPlan({ ...given, show: shown }),
    curve: doubleCodingPlan({ ...given, show: numbers, draws: 0 }).at.flatMap(({ units, interval }) =>
      interval ? [{ units, lower: interval.lower, upper: interval.upper }] : [],
    ),
  }
}

type Observed = { counts: Map<string, number>; kappa?: number; now: number }
const unseen: Observed = { counts: new Map(), now: 0 }

/** What the units are, and what the two who share most agreed on; a plan cannot start from an agreement below 0 or of 1. */
async function observed(
  edition: Edition,
  study: string,
  { id }: Variable,
  weights: AgreementWeighting,
  viewer: Viewer,
): Promise<Observed> {
  const counts = await countUnitValues(edition, study, id)
  const { values } = await interviewAgreement(edition, { study, level: 'unit', weights }, viewer)
  const found = values.find(({ variable }) => variable.id === id)
  const kappa = found?.agreement?.cohenKappa?.estimate
  const now = (found?.table ?? []).flat().reduce((sum, count) => sum + count, 0)
  return { counts, now, ...(kappa !== undefined && kappa >= 0 && kappa < 1 ? { kappa } : {}) }
}

function sharesOf(
  { categories = [] }: Variable,
  counts: Map<string, number>,
): Pick<CodingPlan, 'shares' | 'sharesFrom'> {
  const n = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return {
    shares: categories.map((category) => ({
      category,
      share: n > 0 ? (counts.get(category.id) ?? 0) / n : 1 / categories.length,
    })),
    sharesFrom: n > 0 ? 'values' : 'equal',
  }
}

function chosen(variables: Variable[], id: string | undefined): Variable | undefined {
  if (id === undefined) return variables[0]
  const found = variables.find((variable) => variable.id === id)
  if (found) return found
  const ids = variables.map((variable) => variable.id)
  throw new Error(`unknown variable: ${id}${didYouMean(id, ids)}`)
}
