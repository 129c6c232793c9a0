import { runSteps, type Steps } from '../design/steps.ts'
import type { Result } from '../result.ts'
import type { CrossTable } from '../tables/cross-table.ts'
import { type CategoryScores, linearByLinear } from '../tables/linear-by-linear.ts'
import type { ExactOptions } from './exact-options.ts'
import type { ExactP } from './exact-p.ts'
import { exactTableP } from './exact-table-p.ts'
import { linearStatistic } from './table-statistics.ts'
import { wholeTable } from './whole-table.ts'

/** The exact linear-by-linear test; `estimate` is the correlation of the scores. */
export type ExactLinearByLinear = Result & ExactP

/**
 * Exact linear-by-linear association: the chance, given both margins, of a correlation of scores at least as large
 * (`upper`), as small (`lower`), or as far from 0 (`twoSided`). Scores are 1, 2, 3 … if not given. Same conditions,
 * switch and edges as `fisherFreemanHalton`.
 *
 * @throws `exact linear-by-linear: expected whole counts, found 2.5; …` · `linear-by-linear: expected 3 row
 *   scores, found 2`
 * @example exactLinearByLinear([[5, 3, 0], [4, 4, 0], [2, 1, 5]]).twoSided.p
 *
 * Source: Agresti, Mehta and Patel (1990).
 */
export function exactLinearByLinear(
  table: CrossTable,
  options: ExactOptions & CategoryScores = {},
): ExactLinearByLinear {
  return runSteps(exactLinearByLinearSteps(table, options), options)
}

/** The same in pieces, for `takeSteps`. */
export function* exactLinearByLinearSteps(
  table: CrossTable,
  options: ExactOptions & CategoryScores = {},
): Steps<ExactLinearByLinear> {
  const whole = wholeTable('exact linear-by-linear', table)
  const asymptotic = linearByLinear(table, options)
  const method = 'linear-by-linear association given both margins'
  const { rowScores, columnScores } = options
  const rows = whole.rows.map((i) => rowScores?.[i] ?? i + 1)
  const columns = whole.columns.map((j) => columnScores?.[j] ?? j + 1)
  const centre = (sum(rows, whole.rowTotals) * sum(columns, whole.columnTotals)) / Math.max(1, whole.n)
  const statistic = linearStatistic(whole.counts, rows, columns, centre)
  // Scores without spread make every table equal.
  const flat = new Set(rows).size < 2 || new Set(columns).size < 2
  return {
    ...(yield* exactTableP({ ...whole, single: whole.single || flat }, statistic, method, options)),
    estimate: asymptotic.estimate,
    n: whole.n,
    method,
    assumptions: asymptotic.assumptions,
    warnings: whole.warnings,
  }
}

function sum(scores: readonly number[], totals: readonly number[]): number {
  return scores.reduce((total, score, i) => total + score * totals[i], 0)
}
