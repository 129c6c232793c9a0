import type { Result } from '../result.ts'
import { chiSquare } from './chi-square.ts'
import type { CrossTable } from './cross-table.ts'
import { finite, undefinedStatistic } from './ordinal-association.ts'

/** Cramér's V (`estimate`) and its bias-corrected version. */
export type CramersV = Result & { biasCorrected: number | undefined }

/**
 * Cramér's V: √(χ² / (n · (m - 1))), m being the smaller of the numbers of rows and columns that are not empty;
 * 0 to 1. In small tables plain V is well above 0 even under independence; `biasCorrected` takes off what is
 * expected by chance and is cut off at 0.
 *
 * Undefined (0/0) with one row or column or n = 0. Fractional counts are taken as weights, with a warning.
 *
 * @throws as `chiSquare`
 * @example cramersV([[5, 3, 0], [4, 4, 0], [2, 1, 5]]) // estimate 0.5209, biasCorrected 0.4432
 *
 * Source: Cramér (1946), section 21.9; Bergsma (2013), equation 6.
 */
export function cramersV(table: CrossTable): CramersV {
  const { estimate: statistic = NaN, n, warnings, assumptions } = chiSquare(table)
  const rows = table.filter((row) => row.some((count) => count > 0)).length
  const columns = (table[0] ?? []).filter((_, j) => table.some((row) => row[j] > 0)).length
  const m = Math.min(rows, columns)
  const estimate = m < 2 ? undefined : finite(Math.sqrt(statistic / (n * (m - 1))))
  const corrected = Math.max(0, statistic / n - ((rows - 1) * (columns - 1)) / (n - 1))
  const correctedM = Math.min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1))
  return {
    estimate,
    biasCorrected: m < 2 || correctedM <= 1 ? undefined : finite(Math.sqrt(corrected / (correctedM - 1))),
    n,
    method: "Cramér's V",
    assumptions,
    warnings: estimate === undefined && n > 0 ? [...warnings, undefinedStatistic("Cramér's V")] : warnings,
  }
}
