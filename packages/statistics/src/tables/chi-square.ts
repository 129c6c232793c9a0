import { chiSquareTail } from '../distributions.ts'
import type { PValue, Result } from '../result.ts'
import { type CrossTable, tableMargins, tableWarnings, withoutEmptyLines } from './cross-table.ts'

/** Pearson's χ² (`estimate`) and the likelihood-ratio χ², with what their approximation rests on. */
export type ChiSquare = Result & {
  df: number
  pValue: PValue | undefined
  likelihoodRatio: { estimate: number | undefined; pValue: PValue | undefined }
  smallestExpected: number | undefined
  /** Cells with an expected count below 5, and their share of all cells. */
  cellsExpectedBelow5: number
  shareExpectedBelow5: number
  /** φ = √(χ²/n), which exceeds 1 in larger tables, and Pearson's contingency coefficient √(χ²/(χ² + n)). */
  phi: number | undefined
  contingencyCoefficient: number | undefined
}

/**
 * Tests of independence in a two-way table: Pearson's χ² and the likelihood-ratio χ² (G²), without continuity
 * correction. Empty rows and columns are left out before anything is counted.
 *
 * With one row or column left χ² is 0 on 0 degrees of freedom and p is undefined; with n = 0 all is undefined.
 * Fractional counts are taken as weights, with a warning: the test then treats the sum of weights as n.
 *
 * @throws `chi-square: expected counts of 0 or more, found -1` · `chi-square: expected 3 columns in row 2, found 2`
 * @example chiSquare([[5, 3, 0], [4, 4, 0], [2, 1, 5]]).estimate // 13.0227 on 4 degrees of freedom
 *
 * Source: Pearson (1900); Wilks (1938); the rule of 5 after Cochran (1954).
 */
export function chiSquare(table: CrossTable): ChiSquare {
  const margins = withoutEmptyLines(tableMargins('chi-square', table))
  const { counts, rowTotals, columnTotals, n } = margins
  const df = Math.max(0, rowTotals.length - 1) * Math.max(0, columnTotals.length - 1)
  const cells = rowTotals.length * columnTotals.length
  let pearson = 0
  let likelihoodRatio = 0
  let smallest = Infinity
  let below5 = 0
  for (let i = 0; i < rowTotals.length; i++)
    for (let j = 0; j < columnTotals.length; j++) {
      const expected = (rowTotals[i] * columnTotals[j]) / n
      const excess = (counts[i][j] - expected) / expected
      pearson += expected * excess * excess
      likelihoodRatio += 2 * expected * informationGain(excess)
      smallest = Math.min(smallest, expected)
      if (expected < 5) below5++
    }
  const warnings = tableWarnings(margins)
  if (n > 0 && df === 0) warnings.push({ code: 'one-category' })
  if (below5 > 0)
    warnings.push({ code: 'expected-below-5', values: { cells: below5, of: cells, smallest: smallest } })
  return {
    estimate: n > 0 ? pearson : undefined,
    n,
    method: "Pearson's χ² test of independence",
    df,
    pValue: approximateP(pearson, df, "Pearson's χ² approximation"),
    likelihoodRatio: {
      estimate: n > 0 ? likelihoodRatio : undefined,
      pValue: approximateP(likelihoodRatio, df, 'likelihood-ratio χ² approximation'),
    },
    smallestExpected: n > 0 ? smallest : undefined,
    cellsExpectedBelow5: below5,
    shareExpectedBelow5: cells > 0 ? below5 / cells : 0,
    phi: n > 0 ? Math.sqrt(pearson / n) : undefined,
    contingencyCoefficient: n > 0 ? Math.sqrt(pearson / (pearson + n)) : undefined,
    assumptions: [
      { code: 'independent-observations', met: undefined },
      {
        code: 'expected-counts',
        met: n > 0 && smallest >= 1 && below5 <= 0.2 * cells,
        values: { below5, cells },
      },
    ],
    warnings,
  }
}

/** (1 + x) ln(1 + x) - x: what a cell adds to half the G², per expected count; never negative. */
function informationGain(x: number): number {
  if (x <= -1) return 1
  if (Math.abs(x) < 1e-3) return x * x * (1 / 2 - x * (1 / 6 - x * (1 / 12 - x * (1 / 20 - x / 30))))
  return (1 + x) * Math.log1p(x) - x
}

function approximateP(statistic: number, df: number, method: string): PValue | undefined {
  return df === 0 ? undefined : { p: chiSquareTail(statistic, df), method, alternative: 'two-sided' }
}
