import {
  type Category,
  mergedCategories,
  missingOf,
  type Study,
  type SuppressedMissing,
  type Suppression,
  thresholdOf,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import type { Summary } from '../summary.ts'
import { unitSource } from '../unit-source.ts'
import { isCategorical, isRepeated } from '../unit-table.ts'
import { placeCounts, withMissing } from './place-counts.ts'
import { getProtectedFamily, type ProtectedFamily } from './protected-family.ts'

/** One variable for somebody who may not see all: hidden numbers are `null`. */
export type SuppressedSummary = {
  variable: Variable
  suppressed: true
  n: number | null
  missing: SuppressedMissing[]
  counts?: { category: Category; n: number | null }[]
  /** Never the smallest and the largest: they are somebody's. */
  quantiles?: { lower?: number; median?: number; upper?: number; mean: number }
  why: Suppression
}

/**
 * The counts of a variable as they stand in every table of it. Of a number only how many units have it and its mean, and
 * nothing where two units hold 85 % of all there is. Quartiles are values of single units: they are shown of variables
 * that are open by themselves, from four times the threshold on, and never of those that can be looked up.
 */
export async function suppressedSummary(
  edition: Edition,
  study: Study,
  variable: Variable,
  viewer: Viewer,
): Promise<Summary | SuppressedSummary> {
  const family = await getProtectedFamily(edition, study.id)
  const threshold = thresholdOf(study, variable.unit)
  const because = (code: Suppression['code']): Suppression => ({
    ...{ code, values: { threshold, unit: variable.unit } },
  })
  const code = whyHidden(family, variable, viewer, study)
  if (code) return { variable, suppressed: true, n: null, missing: [], why: because(code) }
  return isCategorical(variable)
    ? counted(edition, family, variable, because('small-counts'))
    : measured(edition, study, variable, because)
}

function whyHidden(
  { printed, shown, groups }: ProtectedFamily,
  variable: Variable,
  { sees }: Viewer,
  study: Study,
): Suppression['code'] | undefined {
  if (sees === 'nothing') return 'embargo'
  if (isRepeated(study, variable)) return 'rounds'
  if (printed) return 'printed'
  if (variable.disclosure === 'identifier') return 'rows'
  if (!isCategorical(variable)) return undefined
  if (!shown.includes(variable.id)) return 'derived'
  return groups.get(variable.id) ? undefined : 'too-few'
}

async function counted(
  edition: Edition,
  { study, groups }: ProtectedFamily,
  variable: Variable,
  why: Suppression,
): Promise<Summary | SuppressedSummary> {
  const found = await placeCounts(edition, study, variable, variable.unit)
  const { counts, missing: reasons } = found
  const isAssigned = study.design.assigned.some((assigned) => assigned.variable === variable.id)
  const threshold = isAssigned ? 1 : why.values.threshold
  const own = mergedCategories([{ counts: withMissing(found), threshold }])
  const isAlone = (place: number) =>
    [own, groups.get(variable.id)].every(
      (merged) => merged?.filter((group) => group === merged[place]).length === 1,
    )
  const shown = variable.categories!.map((category, place) => ({
    ...{ category, n: isAlone(place) ? counts[place] : null },
  }))
  const lacking = isAlone(counts.length) ? reasons.reduce((sum, { n }) => sum + n, 0) : null
  const side = { variable: variable.id, categories: variable.categories!, reasons }
  const missing = missingOf(side, lacking, true, why.values.threshold)
  const n = lacking === null ? null : counts.reduce((sum, count) => sum + count, 0)
  if (n !== null && [...shown, ...missing].every((line) => line.n !== null))
    return { variable, n, missing: missing as Summary['missing'], counts: shown as Summary['counts'] }
  return { variable, suppressed: true, n, missing, counts: shown, why }
}

type Measured = Record<'n' | 'lacking' | 'lower' | 'median' | 'upper' | 'mean', number> & {
  sum: number
  smallest: number
  top: number | null
}

async function measured(
  edition: Edition,
  study: Study,
  variable: Variable,
  because: (code: Suppression['code']) => Suppression,
): Promise<SuppressedSummary> {
  const source = unitSource(study, [variable])!
  const column = source.column(variable)
  const [found] = await edition.query<Measured>(
    `SELECT count(${column}) AS n, count(*) - count(${column}) AS lacking, quantile_cont(${column}, 0.25) AS lower,
       median(${column}) AS median, quantile_cont(${column}, 0.75) AS upper, avg(${column}) AS mean,
       sum(${column}) AS sum, min(${column}) AS smallest, list_sum(max(${column}, 2)) AS top
     FROM ${source.from}`,
  )
  const why = because('rows')
  const { threshold } = why.values
  const { n, lacking, lower, median, upper, mean } = found
  const isSafe = [n, lacking].every((count) => count === 0 || count >= threshold)
  const missing: SuppressedMissing[] =
    lacking === 0 ? [] : [{ variable: variable.id, reason: 'unknown', n: isSafe ? lacking : null }]
  const base = { variable, suppressed: true as const, n: isSafe ? n : null, missing, why }
  const isOpen = variable.disclosure === 'open'
  if (n < threshold) return { ...base, why: because('too-few') }
  if (isDominated(found)) return base
  return { ...base, quantiles: isOpen && n >= 4 * threshold ? { lower, median, upper, mean } : { mean } }
}

/** Two units hold 85 % or more of the total, so that either can work out the other: the (n, k) rule with 2 and 85. */
function isDominated({ smallest, top, sum }: Measured): boolean {
  return smallest >= 0 && sum > 0 && top !== null && top >= 0.85 * sum
}
