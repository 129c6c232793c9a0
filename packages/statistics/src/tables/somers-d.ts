import { type CrossTable, type Margins, tableMargins } from './cross-table.ts'
import { deltaError } from './delta-error.ts'
import {
  type AssociationOptions,
  type OrdinalAssociation,
  ordinalAssociation,
} from './ordinal-association.ts'
import { type PairCounts, pairCounts } from './pair-counts.ts'

/** Which variable is explained: the columns by the rows, the rows by the columns, or both alike. */
export type SomersDependent = 'columns' | 'rows' | 'symmetric'

/**
 * Somers' d: of the pairs that differ on the explaining variable, the share that agree in direction minus the
 * share that disagree; pairs tied on the explained variable count in the denominator. `symmetric` puts the mean
 * of both denominators below. -1 to 1.
 *
 * Empty rows and columns change nothing. Undefined (0/0) if all observations share one category of the explaining
 * variable; 0 without error if they share one of the explained. Fractional counts are taken as weights, with a
 * warning. O(cells).
 *
 * @param dependent the explained variable; `'columns'` if not given
 * @throws `somers' d: expected counts of 0 or more, found -1` and as `goodmanKruskalGamma`
 * @example somersD([[5, 3, 0], [4, 4, 0], [2, 1, 5]], 'columns').estimate // 0.4323
 *
 * Source: d = 2 (C - D) / (n² - Σ row²), Somers (1962); ASE1 and ASE0 Brown and Benedetti (1977); the symmetric one is
 * differentiated here by the same method (SPSS approximates it from tau-b).
 */
export function somersD(
  table: CrossTable,
  dependent: SomersDependent = 'columns',
  options: AssociationOptions = {},
): OrdinalAssociation {
  const margins = tableMargins("somers' d", table)
  const pairs = pairCounts(margins)
  const { concordant, discordant, towards, against } = pairs
  const denominator = untiedPairs(pairs, dependent)
  const estimate = (2 * (concordant - discordant)) / denominator
  const numbers = {
    estimate,
    ase1:
      (2 / denominator) *
      deltaError(
        table,
        (i, j) => towards[i][j] - against[i][j] - estimate * untiedWith(margins, dependent, i, j),
      ),
    ase0: (2 / denominator) * deltaError(table, (i, j) => towards[i][j] - against[i][j]),
  }
  return ordinalAssociation(margins, methods[dependent], numbers, options)
}

const methods: Record<SomersDependent, string> = {
  columns: "Somers' d, columns explained by rows",
  rows: "Somers' d, rows explained by columns",
  symmetric: "Somers' d, symmetric",
}

function untiedPairs({ untiedOnRows, untiedOnColumns }: PairCounts, dependent: SomersDependent): number {
  if (dependent === 'columns') return untiedOnRows
  return dependent === 'rows' ? untiedOnColumns : (untiedOnRows + untiedOnColumns) / 2
}

function untiedWith(
  { n, rowTotals, columnTotals }: Margins,
  dependent: SomersDependent,
  i: number,
  j: number,
): number {
  if (dependent === 'columns') return n - rowTotals[i]
  return dependent === 'rows' ? n - columnTotals[j] : n - (rowTotals[i] + columnTotals[j]) / 2
}
