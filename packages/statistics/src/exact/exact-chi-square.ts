import { runSteps, type Steps } from '../design/steps.ts'
import type { Result } from '../result.ts'
import { chiSquare } from '../tables/chi-square.ts'
import type { CrossTable } from '../tables/cross-table.ts'
import type { ExactOptions } from './exact-options.ts'
import { exactTableP, type ExactOmnibus, omnibus } from './exact-table-p.ts'
import { likelihoodStatistic, pearsonStatistic } from './table-statistics.ts'
import { wholeTable } from './whole-table.ts'

/** The exact test by χ²; `estimate` is the observed χ². */
export type ExactChiSquare = Result & ExactOmnibus

/** Which χ² orders the tables: Pearson's or the likelihood ratio. */
export type ExactChiSquareOptions = ExactOptions & { statistic?: 'pearson' | 'likelihood-ratio' }

/**
 * The chance, given both margins, of a χ² at least as large as observed; χ² as a measure of distance only, no
 * approximation. Same conditions, switch and edges as `fisherFreemanHalton`.
 *
 * @throws `exact chi-square: expected whole counts, found 2.5; weighted tables have no exact distribution`
 * @example exactChiSquare([[5, 3, 0], [4, 4, 0], [2, 1, 5]]).twoSided.p // 0.00926
 *
 * Source: Agresti (1992), A survey of exact inference for contingency tables.
 */
export function exactChiSquare(table: CrossTable, options: ExactChiSquareOptions = {}): ExactChiSquare {
  return runSteps(exactChiSquareSteps(table, options), options)
}

/** The same in pieces, for `takeSteps`. */
export function* exactChiSquareSteps(
  table: CrossTable,
  options: ExactChiSquareOptions = {},
): Steps<ExactChiSquare> {
  const whole = wholeTable('exact chi-square', table)
  const byLikelihood = options.statistic === 'likelihood-ratio'
  const method = byLikelihood ? 'likelihood-ratio χ² given both margins' : "Pearson's χ² given both margins"
  const statistic = byLikelihood
    ? likelihoodStatistic(whole.counts)
    : pearsonStatistic(whole.counts, whole.rowTotals, whole.columnTotals)
  const { estimate, likelihoodRatio } = chiSquare(whole.counts)
  return {
    ...omnibus(yield* exactTableP(whole, statistic, method, options)),
    estimate: byLikelihood ? likelihoodRatio.estimate : estimate,
    n: whole.n,
    method,
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: whole.warnings,
  }
}
