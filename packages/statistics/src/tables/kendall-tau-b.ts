import { type CrossTable, tableMargins } from './cross-table.ts'
import { deltaError } from './delta-error.ts'
import {
  type AssociationOptions,
  type OrdinalAssociation,
  ordinalAssociation,
} from './ordinal-association.ts'
import { pairCounts } from './pair-counts.ts'

/**
 * Kendall's tau-b: concordant minus discordant pairs over the geometric mean of the pairs untied on rows and
 * the pairs untied on columns; -1 to 1, and ±1 only if the table is a diagonal.
 *
 * Empty rows and columns change nothing. Undefined (0/0) if all observations share a row or a column, or n = 0.
 * Fractional counts are taken as weights, with a warning. O(cells).
 *
 * @throws `tau-b: expected counts of 0 or more, found -1` and as `goodmanKruskalGamma`
 * @example kendallTauB([[5, 3, 0], [4, 4, 0], [2, 1, 5]]).estimate // 0.4428
 *
 * Source: τb = (C - D) / √((n² - Σ row²)(n² - Σ column²)) · 2, Kendall (1945); ASE1 and ASE0 Brown and Benedetti
 * (1977), written out in SAS/STAT, PROC FREQ, Measures of Association.
 */
export function kendallTauB(table: CrossTable, options: AssociationOptions = {}): OrdinalAssociation {
  const margins = tableMargins('tau-b', table)
  const { n, rowTotals, columnTotals } = margins
  const { concordant, discordant, towards, against, untiedOnRows, untiedOnColumns } = pairCounts(margins)
  const denominator = Math.sqrt(untiedOnRows) * Math.sqrt(untiedOnColumns)
  const estimate = (2 * (concordant - discordant)) / denominator
  const numbers = {
    estimate,
    ase1: deltaError(
      table,
      (i, j) =>
        (2 * (towards[i][j] - against[i][j])) / denominator -
        estimate * ((n - rowTotals[i]) / untiedOnRows + (n - columnTotals[j]) / untiedOnColumns),
    ),
    ase0: (2 / denominator) * deltaError(table, (i, j) => towards[i][j] - against[i][j]),
  }
  return ordinalAssociation(margins, 'Kendall tau-b', numbers, options)
}
