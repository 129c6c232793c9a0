import { type CrossTable, tableMargins } from './cross-table.ts'
import { deltaError } from './delta-error.ts'
import {
  type AssociationOptions,
  type OrdinalAssociation,
  ordinalAssociation,
} from './ordinal-association.ts'
import { pairCounts } from './pair-counts.ts'

/** Gamma and the pairs it is made of (unordered). */
export type Gamma = OrdinalAssociation & { concordant: number; discordant: number }

/**
 * Goodman–Kruskal gamma: of the pairs of observations that differ on both variables, the share that agree in
 * direction minus the share that disagree; -1 to 1, positive if a higher row goes with a higher column. Ties are
 * left out, so gamma is 1 as soon as no pair disagrees, and merging categories moves it away from 0.
 *
 * Empty rows and columns change nothing. Undefined (0/0) if all observations share a row or a column, or n = 0.
 * Fractional counts are taken as weights, with a warning; the errors then treat their sum as n. O(cells).
 *
 * @throws `gamma: expected counts of 0 or more, found -1` · `gamma: expected 3 columns in row 2, found 2` ·
 *   `invalid confidence level; not in (0, 1): 95`
 * @example goodmanKruskalGamma([[5, 3, 0], [4, 4, 0], [2, 1, 5]]).estimate // 0.6148
 *
 * Source: γ = (C - D) / (C + D), Goodman and Kruskal (1954); ASE1 Goodman and Kruskal (1963); ASE0 Brown and
 * Benedetti (1977); both errors are written out in SAS/STAT, PROC FREQ, Measures of Association.
 */
export function goodmanKruskalGamma(table: CrossTable, options: AssociationOptions = {}): Gamma {
  const margins = tableMargins('gamma', table)
  const { concordant, discordant, towards, against } = pairCounts(margins)
  const pairs = concordant + discordant
  const numbers = {
    estimate: (concordant - discordant) / pairs,
    ase1:
      (2 / pairs) *
      deltaError(
        table,
        (i, j) => (discordant / pairs) * towards[i][j] - (concordant / pairs) * against[i][j],
      ),
    ase0: deltaError(table, (i, j) => towards[i][j] - against[i][j]) / pairs,
  }
  return {
    ...ordinalAssociation(margins, 'Goodman–Kruskal gamma', numbers, options),
    concordant,
    discordant,
  }
}
