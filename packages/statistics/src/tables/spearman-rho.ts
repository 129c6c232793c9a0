import { tTwoSided } from '../distributions.ts'
import type { PValue } from '../result.ts'
import { type CrossTable, type Margins, tableMargins } from './cross-table.ts'
import { deltaError } from './delta-error.ts'
import {
  type AssociationOptions,
  type OrdinalAssociation,
  ordinalAssociation,
} from './ordinal-association.ts'

/** Spearman's rho with, beside both normal tests, the t on n - 2 degrees of freedom that R and SPSS print. */
export type SpearmanRho = OrdinalAssociation & { t: number | undefined; pT: PValue | undefined }

/**
 * Spearman's rank correlation from counts: Pearson's correlation of the midranks; -1 to 1.
 *
 * Empty rows and columns change nothing. Undefined (0/0) if all observations share a row or a column, or n = 0;
 * `t` also if n ≤ 2 or |rho| = 1. Fractional counts are taken as weights, with a warning. O(cells).
 *
 * @throws `spearman's rho: expected counts of 0 or more, found -1` and as `goodmanKruskalGamma`
 * @example spearmanRho([[5, 3, 0], [4, 4, 0], [2, 1, 5]]).estimate // 0.4852
 *
 * Source: Spearman (1904); midranks and ASE1, ASE0 Brown and Benedetti (1977); t Kendall (1970), Rank Correlation
 * Methods, chapter 5.
 */
export function spearmanRho(table: CrossTable, options: AssociationOptions = {}): SpearmanRho {
  const margins = tableMargins("spearman's rho", table)
  const { n, rowTotals, columnTotals } = margins
  const rowScores = centredMidranks(rowTotals, n)
  const columnScores = centredMidranks(columnTotals, n)
  const spread = Math.sqrt(squares(rowScores, rowTotals)) * Math.sqrt(squares(columnScores, columnTotals))
  let product = 0
  table.forEach((row, i) => row.forEach((count, j) => (product += count * rowScores[i] * columnScores[j])))
  const estimate = spread > 0 ? Math.max(-1, Math.min(1, product / spread)) : NaN
  const productBy = productDerivative(margins, rowScores, columnScores)
  const rowCubes = cubesMissing(rowTotals, n)
  const columnCubes = cubesMissing(columnTotals, n)
  const numbers = {
    estimate,
    ase1: deltaError(
      table,
      (i, j) =>
        productBy(i, j) / spread +
        (estimate * 3 * (rowTotals[i] ** 2 / rowCubes + columnTotals[j] ** 2 / columnCubes)) / 2,
    ),
    ase0: deltaError(table, productBy) / spread,
  }
  const t = n > 2 && Math.abs(estimate) < 1 ? estimate * Math.sqrt((n - 2) / (1 - estimate ** 2)) : undefined
  return {
    ...ordinalAssociation(margins, "Spearman's rho", numbers, options),
    t,
    pT:
      t === undefined
        ? undefined
        : { p: tTwoSided(t, n - 2), method: `t on n - 2 degrees of freedom`, alternative: 'two-sided' },
  }
}

/** Midrank of each category minus the mean rank. */
function centredMidranks(totals: readonly number[], n: number): number[] {
  let below = 0
  return totals.map((total) => {
    const score = below + (total - n) / 2
    below += total
    return score
  })
}

function squares(scores: readonly number[], totals: readonly number[]): number {
  return scores.reduce((sum, score, i) => sum + totals[i] * score * score, 0)
}

/** n³ - Σ t³, without cancellation when one category holds nearly everything. */
function cubesMissing(totals: readonly number[], n: number): number {
  return totals.reduce((sum, total) => sum + total * (n - total) * (n + total), 0)
}

/** Derivative of Σ nₖₗ Rₖ Cₗ by the count nᵢⱼ, the scores moving with the margins. */
function productDerivative({ counts }: Margins, rowScores: number[], columnScores: number[]) {
  const byRow = counts.map((row) => row.reduce((sum, count, j) => sum + count * columnScores[j], 0))
  const byColumn = columnScores.map((_, j) => counts.reduce((sum, row, i) => sum + row[j] * rowScores[i], 0))
  const rowShift = halfOwnPlusLater(byRow)
  const columnShift = halfOwnPlusLater(byColumn)
  return (i: number, j: number) => rowScores[i] * columnScores[j] + rowShift[i] + columnShift[j]
}

function halfOwnPlusLater(sums: readonly number[]): number[] {
  let later = 0
  return sums
    .map((_, back) => {
      const own = sums[sums.length - 1 - back]
      const shift = later + own / 2
      later += own
      return shift
    })
    .reverse()
}
