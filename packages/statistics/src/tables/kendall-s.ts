import { normalTwoSided } from '../distributions.ts'
import type { PValue, Result } from '../result.ts'
import { type CrossTable, tableMargins, tableWarnings } from './cross-table.ts'
import { finite, undefinedStatistic } from './ordinal-association.ts'
import { pairCounts } from './pair-counts.ts'

/** Kendall's S = concordant - discordant pairs (`estimate`) with its variance given the margins. */
export type KendallS = Result & {
  variance: number | undefined
  z: number | undefined
  pValue: PValue | undefined
}

/**
 * Kendall's test of S = C - D: z = S / √Var(S) with the full correction for ties, both margins given, without
 * continuity correction (R: `cor.test(method = 'kendall', exact = FALSE)`).
 *
 * `variance` is undefined with n < 2, `z` also if all observations share a row or a column. Fractional counts are
 * taken as weights, with a warning. O(cells).
 *
 * @throws `kendall's S: expected counts of 0 or more, found -1`
 * @example kendallS([[5, 3, 0], [4, 4, 0], [2, 1, 5]]) // estimate 83, z 2.373
 *
 * Source: Kendall (1970), Rank Correlation Methods, chapter 4, variance of S with ties in both rankings.
 */
export function kendallS(table: CrossTable): KendallS {
  const margins = tableMargins("kendall's S", table)
  const { n, rowTotals, columnTotals } = margins
  const { concordant, discordant } = pairCounts(margins)
  const estimate = n > 0 ? concordant - discordant : undefined
  const variance = n > 1 ? varianceGivenMargins(rowTotals, columnTotals, n) : undefined
  const z = estimate !== undefined && variance ? finite(estimate / Math.sqrt(variance)) : undefined
  const warnings = tableWarnings(margins)
  if (z === undefined && n > 0) warnings.push(undefinedStatistic("Kendall's z"))
  return {
    estimate,
    n,
    method: "Kendall's S, normal approximation given both margins",
    variance,
    z,
    pValue:
      z === undefined
        ? undefined
        : {
            p: normalTwoSided(z),
            method: 'normal approximation given both margins',
            alternative: 'two-sided',
          },
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings,
  }
}

function varianceGivenMargins(rowTotals: number[], columnTotals: number[], n: number): number {
  const sum = (totals: number[], term: (t: number) => number) => totals.reduce((s, t) => s + term(t), 0)
  const pairs = (t: number) => t * (t - 1)
  const triples = (t: number) => t * (t - 1) * (t - 2)
  const weighted = (t: number) => t * (t - 1) * (2 * t + 5)
  if (rowTotals.some((t) => t === n) || columnTotals.some((t) => t === n)) return 0
  return (
    (weighted(n) - sum(rowTotals, weighted) - sum(columnTotals, weighted)) / 18 +
    (n > 2 ? (sum(rowTotals, triples) * sum(columnTotals, triples)) / (9 * triples(n)) : 0) +
    (sum(rowTotals, pairs) * sum(columnTotals, pairs)) / (2 * pairs(n))
  )
}
