import { confidenceLevel } from '../confidence-level.ts'
import type { Interval, Result } from '../result.ts'
import { chiSquare } from './chi-square.ts'
import type { CrossTable } from './cross-table.ts'
import { noncentralityAt } from './noncentral-chi-square.ts'
import { type AssociationOptions, finite, undefinedStatistic } from './ordinal-association.ts'

/** Cramér's V (`estimate`), its bias-corrected version and an interval of V in the population. */
export type CramersV = Result & { biasCorrected: number | undefined; interval: Interval | undefined }

/**
 * Cramér's V: √(χ² / (n · (m - 1))), m being the smaller of the numbers of rows and columns that are not empty;
 * 0 to 1. In small tables plain V is well above 0 even under independence; `biasCorrected` takes off what is
 * expected by chance and is cut off at 0. The interval is of V in the population, so in small tables it may lie
 * below plain V; its lower end is 0 if and only if χ² is not significant at (1 - level) / 2. Where χ² is smaller
 * than chance alone would make it at that level, no population fits and there is no interval (`chi-square-too-small`).
 *
 * Undefined (0/0) with one row or column or n = 0. Fractional counts are taken as weights, with a warning.
 *
 * @throws as `chiSquare`, and `invalid confidence level; not in (0, 1): 95`
 * @example cramersV([[5, 3, 0], [4, 4, 0], [2, 1, 5]]) // estimate 0.5209, biasCorrected 0.4493
 *
 * Source: Cramér (1946), p. 282; bias correction Bergsma (2013); interval Steiger (2004), by noncentral χ².
 */
export function cramersV(table: CrossTable, { level = 0.95 }: AssociationOptions = {}): CramersV {
  const half = (1 - confidenceLevel(level)) / 2
  const { estimate: statistic = NaN, n, df, warnings, assumptions } = chiSquare(table)
  const rows = table.filter((row) => row.some((count) => count > 0)).length
  const columns = (table[0] ?? []).filter((_, j) => table.some((row) => row[j] > 0)).length
  const m = Math.min(rows, columns)
  const estimate = m < 2 ? undefined : finite(Math.sqrt(statistic / (n * (m - 1))))
  const corrected = Math.max(0, statistic / n - ((rows - 1) * (columns - 1)) / (n - 1))
  const correctedM = Math.min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1))
  const limit = (p: number) => Math.min(1, Math.sqrt(noncentralityAt(statistic, df, p) / (n * (m - 1))))
  const upper = estimate === undefined ? 0 : limit(1 - half)
  const noted = [...warnings]
  if (estimate === undefined && n > 0) noted.push(undefinedStatistic("Cramér's V"))
  if (estimate !== undefined && upper === 0) noted.push({ code: 'chi-square-too-small' })
  return {
    estimate,
    biasCorrected: m < 2 || correctedM <= 1 ? undefined : finite(Math.sqrt(corrected / (correctedM - 1))),
    interval:
      upper === 0
        ? undefined
        : { level, lower: limit(half), upper, method: 'noncentral χ², V in the population' },
    n,
    method: "Cramér's V",
    assumptions,
    warnings: noted,
  }
}
