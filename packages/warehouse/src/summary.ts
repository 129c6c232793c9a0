import type { Category, Missing, MissingReason, Variable, Viewer } from '@pejling/indicators'
import { checkedViewer } from './disclosure/checked-viewer.ts'
import { type SuppressedSummary, suppressedSummary } from './disclosure/suppressed-summary.ts'
import type { Edition } from './edition.ts'
import { getCodebook, getStudy, getVariable } from './study-queries.ts'
import { unitSource } from './unit-source.ts'
import { isCategorical, isNumber } from './unit-table.ts'

/** One variable seen alone: counts by category, or five numbers of a number's distribution. */
export type Summary = {
  variable: Variable
  n: number
  missing: Missing[]
  counts?: { category: Category; n: number }[]
  quantiles?: { min: number; lower: number; median: number; upper: number; max: number; mean: number }
  suppressed?: undefined
}

/**
 * Counts or quantiles (linear between order statistics, R's type 7) of one variable; missing if it has no rows. Of a
 * study that is not open a viewer must be named; see `suppressedSummary` for what one gets who may not see all.
 *
 * @throws `unknown study|variable …`, `viewer: expected one, since round-2 is not open; found none`
 */
export async function findSummary(edition: Edition, studyId: string, id: string): Promise<Summary | undefined>
export async function findSummary(
  edition: Edition,
  studyId: string,
  id: string,
  viewer: Viewer,
): Promise<Summary | SuppressedSummary | undefined>
export async function findSummary(
  edition: Edition,
  studyId: string,
  id: string,
  viewer?: Viewer,
): Promise<Summary | SuppressedSummary | undefined> {
  const study = await getStudy(edition, studyId)
  const seenBy = checkedViewer(study, viewer)
  const variable = getVariable(await getCodebook(edition, studyId), id)
  const source = unitSource(study, [variable])
  if (!source || !(isCategorical(variable) || isNumber(variable))) return undefined
  if (seenBy.sees !== 'all') return suppressedSummary(edition, study, variable, seenBy)
  const [column, why] = [source.column(variable), source.missing(variable)]
  const left = await edition.query<{ reason: MissingReason | null; n: number }>(
    `SELECT ${why} AS reason, count(*) AS n FROM ${source.from} WHERE ${column} IS NULL GROUP BY ALL ORDER BY ALL`,
  )
  const missing = left.map(({ reason, n }) => ({
    variable: variable.id,
    reason: reason ?? ('unknown' as const),
    n,
  }))
  if (isCategorical(variable)) {
    const found = await edition.query<{ id: string; n: number }>(
      `SELECT ${column} AS id, count(*) AS n FROM ${source.from} WHERE ${column} IS NOT NULL GROUP BY ALL`,
    )
    const counts = variable.categories!.map((category) => ({
      category,
      n: found.find(({ id }) => id === category.id)?.n ?? 0,
    }))
    return { variable, n: counts.reduce((sum, { n }) => sum + n, 0), missing, counts }
  }
  const [{ n, ...quantiles }] = await edition.query<{ n: number } & NonNullable<Summary['quantiles']>>(
    `SELECT count(${column}) AS n, min(${column}) AS min, quantile_cont(${column}, 0.25) AS lower,
       median(${column}) AS median, quantile_cont(${column}, 0.75) AS upper, max(${column}) AS max, avg(${column}) AS mean
     FROM ${source.from}`,
  )
  return n ? { variable, n, missing, quantiles } : { variable, n, missing }
}
