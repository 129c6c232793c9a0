import { chiSquareTail } from '../distributions.ts'
import type { PValue, Result } from '../result.ts'
import { type CrossTable, tableMargins, tableWarnings } from './cross-table.ts'
import { undefinedStatistic } from './ordinal-association.ts'

/** Pearson's correlation of category scores (`estimate`) and Mantel's χ² on one degree of freedom. */
export type LinearByLinear = Result & { statistic: number | undefined; pValue: PValue | undefined }

/** Scores of the categories; 1, 2, 3 … if not given. */
export type CategoryScores = { rowScores?: readonly number[]; columnScores?: readonly number[] }

/**
 * Linear-by-linear association: r between row scores and column scores, and M² = (n - 1) r² on one degree of
 * freedom. Powerful if the answers rise steadily along the scores; the scores are an assumption.
 *
 * Empty rows and columns keep their scores and change nothing else. Undefined (0/0) if all observations share a
 * row or a column, or n = 0. Fractional counts are taken as weights, with a warning. O(cells).
 *
 * @throws `linear-by-linear: expected 3 row scores, found 2` · `linear-by-linear: expected counts of 0 or more, …`
 * @example linearByLinear([[5, 3, 0], [4, 4, 0], [2, 1, 5]]).statistic // 6.345
 *
 * Source: Mantel (1963); Agresti (2013), Categorical Data Analysis, section 3.4.
 */
export function linearByLinear(table: CrossTable, scores: CategoryScores = {}): LinearByLinear {
  const margins = tableMargins('linear-by-linear', table)
  const { n, rowTotals, columnTotals } = margins
  const rows = centredScores('row', scores.rowScores, rowTotals, n)
  const columns = centredScores('column', scores.columnScores, columnTotals, n)
  const spread = Math.sqrt(squares(rows, rowTotals)) * Math.sqrt(squares(columns, columnTotals))
  let product = 0
  table.forEach((row, i) => row.forEach((count, j) => (product += count * rows[i] * columns[j])))
  const r = spread > 0 ? Math.max(-1, Math.min(1, product / spread)) : undefined
  const statistic = r === undefined ? undefined : (n - 1) * r * r
  const warnings = tableWarnings(margins)
  if (r === undefined && n > 0) warnings.push(undefinedStatistic('linear-by-linear'))
  return {
    estimate: r,
    n,
    method: "Pearson's r of category scores, Mantel's linear-by-linear χ²",
    statistic,
    pValue:
      statistic === undefined || statistic < 0
        ? undefined
        : { p: chiSquareTail(statistic, 1), method: "Mantel's χ² approximation", alternative: 'two-sided' },
    assumptions: [
      { code: 'independent-observations', met: undefined },
      { code: 'scores-are-right', met: undefined },
    ],
    warnings,
  }
}

function centredScores(
  side: 'row' | 'column',
  scores: readonly number[] | undefined,
  totals: readonly number[],
  n: number,
): number[] {
  const used = scores ?? totals.map((_, i) => i + 1)
  if (used.length !== totals.length)
    throw new RangeError(`linear-by-linear: expected ${totals.length} ${side} scores, found ${used.length}`)
  const bad = used.find((score) => !Number.isFinite(score))
  if (bad !== undefined) throw new RangeError(`linear-by-linear: expected finite scores, found ${bad}`)
  // With everything in one category the mean is that score, but rounding could leave a spread of 1e-17.
  if (totals.filter((total) => total > 0).length < 2) return used.map(() => 0)
  const mean = used.reduce((sum, score, i) => sum + score * totals[i], 0) / n
  return used.map((score) => score - mean)
}

function squares(scores: readonly number[], totals: readonly number[]): number {
  return scores.reduce((sum, score, i) => sum + totals[i] * score * score, 0)
}
