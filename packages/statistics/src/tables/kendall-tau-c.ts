import { type CrossTable, tableMargins } from './cross-table.ts'
import { deltaError } from './delta-error.ts'
import {
  type AssociationOptions,
  type OrdinalAssociation,
  ordinalAssociation,
} from './ordinal-association.ts'
import { pairCounts } from './pair-counts.ts'

/**
 * Kendall's tau-c (Stuart's): concordant minus discordant pairs over the most that m categories allow,
 * m being the smaller of the numbers of rows and columns that are not empty; -1 to 1. Its denominator does not
 * vary with the counts, so ASE0 equals ASE1.
 *
 * Undefined (0/0) if all observations share a row or a column, or n = 0. Fractional counts are taken as weights,
 * with a warning. O(cells).
 *
 * @throws `tau-c: expected counts of 0 or more, found -1` and as `goodmanKruskalGamma`
 * @example kendallTauC([[5, 3, 0], [4, 4, 0], [2, 1, 5]]).estimate // 0.4323
 *
 * Source: τc = 2 m (C - D) / (n² (m - 1)), Stuart (1953); ASE Brown and Benedetti (1977).
 */
export function kendallTauC(table: CrossTable, options: AssociationOptions = {}): OrdinalAssociation {
  const margins = tableMargins('tau-c', table)
  const { concordant, discordant, towards, against } = pairCounts(margins)
  const m = Math.min(margins.rowTotals.filter(Boolean).length, margins.columnTotals.filter(Boolean).length)
  const scale = m < 2 ? NaN : m / (m - 1) / margins.n ** 2
  const ase = 2 * scale * deltaError(table, (i, j) => towards[i][j] - against[i][j])
  const numbers = { estimate: 2 * scale * (concordant - discordant), ase1: ase, ase0: ase }
  return ordinalAssociation(margins, 'Kendall tau-c', numbers, options)
}
