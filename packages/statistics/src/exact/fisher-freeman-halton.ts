import { runSteps, type Steps } from '../design/steps.ts'
import { logFactorial } from '../distributions.ts'
import type { Result } from '../result.ts'
import type { CrossTable } from '../tables/cross-table.ts'
import type { ExactOptions } from './exact-options.ts'
import { exactTableP, type ExactOmnibus, omnibus } from './exact-table-p.ts'
import { probabilityStatistic } from './table-statistics.ts'
import { wholeTable, type WholeTable } from './whole-table.ts'

/** The Fisher–Freeman–Halton test; `estimate` is the probability of the observed table given its margins. */
export type FisherFreemanHalton = Result & ExactOmnibus

/**
 * Fisher's exact test for r × c tables: the chance, given both margins, of a table no more probable than the one
 * observed (within a factor 1 + 10⁻⁷, as in R's `fisher.test`). `point` is the chance of all tables exactly as
 * probable; mid-p counts half of it.
 *
 * Exact by the network algorithm while the work is bounded, else by seeded random tables, stated in `exact` and in
 * the method. Empty rows and columns are left out; with one row or column, or n = 0, p is 1, with a warning.
 * Whole counts only.
 *
 * @throws `fisher–freeman–halton: expected whole counts, found 2.5; weighted tables have no exact distribution`
 * @example fisherFreemanHalton([[5, 3, 0], [4, 4, 0], [2, 1, 5]]).twoSided.p // 0.0235
 *
 * Source: Freeman and Halton (1951); network algorithm Mehta and Patel (1983).
 */
export function fisherFreemanHalton(table: CrossTable, options: ExactOptions = {}): FisherFreemanHalton {
  return runSteps(fisherFreemanHaltonSteps(table, options), options)
}

/** The same in pieces, for `takeSteps`. */
export function* fisherFreemanHaltonSteps(
  table: CrossTable,
  options: ExactOptions = {},
): Steps<FisherFreemanHalton> {
  const whole = wholeTable('fisher–freeman–halton', table)
  const method = 'Fisher–Freeman–Halton test given both margins'
  const statistic = probabilityStatistic(whole.counts)
  return {
    ...omnibus(yield* exactTableP(whole, statistic, method, options)),
    estimate: tableProbability(whole, statistic.observed),
    n: whole.n,
    method,
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: whole.warnings,
  }
}

/** Π row! Π column! / (n! Π count!). */
function tableProbability({ rowTotals, columnTotals, n }: WholeTable, logCells: number): number {
  const logs = [...rowTotals, ...columnTotals].reduce((sum, total) => sum + logFactorial(total), 0)
  return Math.exp(logs - logFactorial(n) - logCells)
}
