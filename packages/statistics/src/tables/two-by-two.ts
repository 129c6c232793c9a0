import { chiSquareTail, normalQuantile } from '../distributions.ts'
import { type FisherTwoByTwo, fisherTwoByTwo } from '../exact/fisher-two-by-two.ts'
import type { Interval, PValue, Result, Warning } from '../result.ts'
import { type ProportionDifference, proportionDifference } from '../samples/proportion-difference.ts'
import { type CrossTable, type Margins, tableMargins, tableWarnings } from './cross-table.ts'
import { type AssociationOptions, finite, undefinedStatistic } from './ordinal-association.ts'

/** A 2 × 2 table: first column = success, rows = groups. `estimate` is the sample odds ratio. */
export type TwoByTwo = Result & {
  /** Woolf's standard error of the log odds ratio and interval; undefined with an empty cell. */
  logOddsRatioError: number | undefined
  interval: Interval | undefined
  /** Share of successes in each row, undefined for an empty row. */
  risks: [number | undefined, number | undefined]
  riskDifference: ProportionDifference
  riskRatio: { estimate: number | undefined; interval: Interval | undefined }
  yulesQ: number | undefined
  /** φ with its sign: positive if the first row goes with the first column. */
  phi: number | undefined
  chiSquare: { statistic: number | undefined; pValue: PValue | undefined }
  yates: { statistic: number | undefined; pValue: PValue | undefined }
  /** Not for fractional counts. */
  fisher: FisherTwoByTwo | undefined
}

/**
 * What a 2 × 2 table of counts says: odds ratio with Woolf's interval, risks, their difference (Newcombe's
 * interval) and ratio (Katz's interval), Yule's Q, φ, χ² with and without Yates's correction (never more than
 * |count - expected|, as R), and Fisher's exact test with the conditional odds ratio.
 *
 * With an empty cell the sample odds ratio may be 0, infinite (undefined, warning `odds-ratio-infinite`) or 0/0
 * (undefined, warning); `fisher` then still has an interval. An empty row or column leaves only the shares that
 * exist. Fractional counts are taken as weights, with a warning and without exact test.
 *
 * @throws `2 × 2 table: expected 2 × 2 counts, found 3 × 2` · `2 × 2 table: expected counts of 0 or more, found -1` ·
 *   `invalid confidence level; not in (0, 1): 95`
 * @example twoByTwo([[3, 1], [1, 3]]).estimate // 9
 *
 * Source: Woolf (1955); Katz, Baptista, Azen and Pike (1978); Yates (1934); Yule (1900); Newcombe (1998).
 */
export function twoByTwo(table: CrossTable, { level = 0.95 }: AssociationOptions = {}): TwoByTwo {
  const margins = tableMargins('2 × 2 table', table)
  const { rowTotals, columnTotals, n, whole } = margins
  if (rowTotals.length !== 2 || columnTotals.length !== 2)
    throw new RangeError(
      `2 × 2 table: expected 2 × 2 counts, found ${rowTotals.length} × ${columnTotals.length}`,
    )
  const [[a, b], [c, d]] = table
  const estimate = finite((a * d) / (b * c))
  const logOddsRatioError = finite(Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d))
  const risks: TwoByTwo['risks'] = [finite(a / rowTotals[0]), finite(c / rowTotals[1])]
  const cross = a * d - b * c
  return {
    estimate,
    n,
    method: 'odds ratio of a 2 × 2 table',
    logOddsRatioError,
    interval: logInterval(estimate, logOddsRatioError, level, "Woolf's log interval"),
    risks,
    riskDifference: proportionDifference(
      { successes: a, n: rowTotals[0] },
      { successes: c, n: rowTotals[1] },
      { level },
    ),
    riskRatio: riskRatio(risks, a, c, rowTotals, level),
    yulesQ: finite(cross / (a * d + b * c)),
    phi: finite(
      cross / Math.sqrt(rowTotals[0] * rowTotals[1]) / Math.sqrt(columnTotals[0] * columnTotals[1]),
    ),
    ...chiSquares(margins),
    fisher: whole ? fisherTwoByTwo(table, { level }) : undefined,
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: [...tableWarnings(margins), ...oddsWarnings(a * d, b * c)],
  }
}

function riskRatio(
  [first, second]: TwoByTwo['risks'],
  a: number,
  c: number,
  [n1, n2]: number[],
  level: number,
): TwoByTwo['riskRatio'] {
  if (first === undefined || second === undefined) return { estimate: undefined, interval: undefined }
  const estimate = finite(first / second)
  const error = finite(Math.sqrt(1 / a - 1 / n1 + 1 / c - 1 / n2))
  return { estimate, interval: logInterval(estimate, error, level, "Katz's log interval") }
}

function logInterval(
  estimate: number | undefined,
  error: number | undefined,
  level: number,
  method: string,
): Interval | undefined {
  if (!estimate || error === undefined) return undefined
  const half = normalQuantile(0.5 + level / 2) * error
  return { level, lower: estimate * Math.exp(-half), upper: estimate * Math.exp(half), method }
}

function chiSquares({ counts, rowTotals, columnTotals, n }: Margins): Pick<TwoByTwo, 'chiSquare' | 'yates'> {
  // Both rows and columns depart from expectation by the same amount in a 2 × 2 table.
  const excess = Math.abs(counts[0][0] * counts[1][1] - counts[0][1] * counts[1][0]) / n
  const product = rowTotals[0] * rowTotals[1] * columnTotals[0] * columnTotals[1]
  const test = (corrected: number, method: string) => {
    const statistic = finite((corrected * corrected * n * n * n) / product)
    const pValue: PValue | undefined =
      statistic === undefined
        ? undefined
        : { p: chiSquareTail(statistic, 1), method, alternative: 'two-sided' }
    return { statistic, pValue }
  }
  return {
    chiSquare: test(excess, "Pearson's χ² approximation"),
    yates: test(excess - Math.min(0.5, excess), "χ² approximation with Yates's correction"),
  }
}

function oddsWarnings(forOne: number, against: number): Warning[] {
  if (against > 0) return []
  return [forOne > 0 ? { code: 'odds-ratio-infinite' } : undefinedStatistic('odds ratio')]
}
