import { confidenceLevel } from '../confidence-level.ts'
import { fQuantile, fTail } from '../distributions.ts'
import type { Interval, PValue, Result, Warning } from '../result.ts'
import type { Measured } from '../samples/measurements.ts'
import { completeSubjects } from './score-matrix.ts'

/** One form of the intraclass correlation with its F interval and the test that it is 0. */
export type Intraclass = Result & { interval: Interval | undefined; pValue: PValue | undefined }

/** Of one rating, and of the mean of all the raters' ratings. */
export type SingleAndAverage = { single: Intraclass; average: Intraclass }

/** The six forms of Shrout and Fleiss: choose by who the raters are, before looking at the numbers. */
export type IntraclassCorrelations = {
  /** Each subject has raters of its own: ICC(1, 1) and ICC(1, k). */
  oneWay: SingleAndAverage
  /** The same raters for all, drawn from many; differences in level count as disagreement: ICC(2, 1), ICC(2, k). */
  twoWayRandom: SingleAndAverage
  /** The same raters for all, the only ones of interest; differences in level do not count: ICC(3, 1), ICC(3, k). */
  twoWayMixed: SingleAndAverage
  subjects: number
  raters: number
  missing: number
}

/**
 * Intraclass correlations: the share of the variance of numeric ratings that lies between subjects.
 *
 * Subjects with a missing rating are left out and counted. Undefined with fewer than two subjects or raters,
 * or if nothing varies (0/0); no interval when raters agree perfectly. Estimates below 0 are printed as they are.
 *
 * @param scores scores[subject][rater]
 * @param options.level confidence level, 0.95 unless given
 * @throws as `completeSubjects`; `invalid confidence level; not in (0, 1): 95`
 * @example intraclassCorrelation([[9, 2], [6, 1], [8, 4], [7, 1]]).twoWayRandom.single.estimate // 0.060
 * @see Shrout and Fleiss 1979, Psychological Bulletin 86, 420–428; McGraw and Wong 1996
 */
export function intraclassCorrelation(
  scores: readonly (readonly Measured[])[],
  { level = 0.95 }: { level?: number } = {},
): IntraclassCorrelations {
  confidenceLevel(level)
  const { rows, missing } = completeSubjects(scores)
  const n = rows.length
  const k = rows[0]?.length ?? 0
  const { between, within, raters, residual } = meanSquares(rows)
  const oneWay = bounds(between / within, n - 1, n * (k - 1), level)
  const mixed = bounds(between / residual, n - 1, (n - 1) * (k - 1), level)
  const single = (F: number): number => (F - 1) / (F + k - 1)
  const average = (F: number): number => 1 - 1 / F
  const stepUp = (rho: number): number => (k * rho) / (1 + (k - 1) * rho)
  const excess = (raters - residual) / n
  const random = (between - residual) / (between + (k - 1) * residual + k * excess)
  const randomBounds = satterthwaite(random, { between, raters, residual }, n, k, level)
  const form = formOf(n, k, missing, level)
  return {
    oneWay: {
      single: form('ICC(1, 1), one-way', (between - within) / (between + (k - 1) * within), oneWay, single),
      average: form('ICC(1, k), one-way, mean of raters', (between - within) / between, oneWay, average),
    },
    twoWayRandom: {
      single: form('ICC(2, 1), two-way random', random, { ...mixed, ...randomBounds }, (rho) => rho),
      average: form(
        'ICC(2, k), two-way random, mean of raters',
        (between - residual) / (between + excess),
        { ...mixed, ...randomBounds },
        stepUp,
      ),
    },
    twoWayMixed: {
      single: form(
        'ICC(3, 1), two-way mixed',
        (between - residual) / (between + (k - 1) * residual),
        mixed,
        single,
      ),
      average: form(
        'ICC(3, k), two-way mixed, mean of raters',
        (between - residual) / between,
        mixed,
        average,
      ),
    },
    subjects: n,
    raters: k,
    missing,
  }
}

type FBounds = { f: number; df1: number; df2: number; lower: number; upper: number }

function meanSquares(rows: number[][]): {
  between: number
  within: number
  raters: number
  residual: number
} {
  const n = rows.length
  const k = rows[0]?.length ?? 0
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const rowMeans = rows.map(mean)
  const columnMeans = (rows[0] ?? []).map((_, j) => mean(rows.map((row) => row[j])))
  const grand = mean(rowMeans)
  const squares = (values: number[]): number => values.reduce((sum, value) => sum + value ** 2, 0)
  const deviations = (expected: (i: number, j: number) => number): number =>
    squares(rows.flatMap((row, i) => row.map((score, j) => score - expected(i, j))))
  // What rounding leaves of a variance that is 0: raters who agree perfectly have no interval, not one of no width.
  const largest = rows.flat().reduce((most, score) => Math.max(most, Math.abs(score)), 0)
  const known = (square: number): number => (square < (1e-14 * largest) ** 2 ? 0 : square)
  return {
    between: known((k * squares(rowMeans.map((rowMean) => rowMean - grand))) / (n - 1)),
    within: known(deviations((i) => rowMeans[i]) / (n * (k - 1))),
    raters: known((n * squares(columnMeans.map((columnMean) => columnMean - grand))) / (k - 1)),
    residual: known(deviations((i, j) => rowMeans[i] + columnMeans[j] - grand) / ((n - 1) * (k - 1))),
  }
}

function bounds(f: number, df1: number, df2: number, level: number): FBounds {
  const p = (1 + level) / 2
  const usable = df1 > 0 && df2 > 0
  return {
    f,
    df1,
    df2,
    lower: usable ? f / fQuantile(p, df1, df2) : NaN,
    upper: usable ? f * fQuantile(p, df2, df1) : NaN,
  }
}

/** Shrout and Fleiss 1979, p. 424: limits of ICC(2, 1) with approximate degrees of freedom. */
function satterthwaite(
  rho: number,
  { between, raters, residual }: { between: number; raters: number; residual: number },
  n: number,
  k: number,
  level: number,
): { lower: number; upper: number } {
  const ratio = raters / residual
  const rest = n * (1 + (k - 1) * rho) - k * rho
  const df =
    ((k - 1) * (n - 1) * (k * rho * ratio + rest) ** 2) /
    ((n - 1) * k ** 2 * rho ** 2 * ratio ** 2 + rest ** 2)
  if (!(df > 0)) return { lower: NaN, upper: NaN }
  const low = fQuantile((1 + level) / 2, n - 1, df)
  const high = fQuantile((1 + level) / 2, df, n - 1)
  const noise = k * raters + (k * n - k - n) * residual
  return {
    lower: (n * (between - low * residual)) / (low * noise + n * between),
    upper: (n * (high * between - residual)) / (noise + n * high * between),
  }
}

/** Makes results of one matrix: `toRho` turns the limits of F (or of rho) into limits of the coefficient. */
function formOf(n: number, k: number, missing: number, level: number) {
  return (method: string, estimate: number, at: FBounds, toRho: (limit: number) => number): Intraclass => {
    const warnings: Warning[] = missing > 0 ? [{ code: 'missing-left-out', values: { missing } }] : []
    const lower = toRho(at.lower)
    const upper = toRho(at.upper)
    const defined = n > 1 && k > 1 && Number.isFinite(estimate)
    if (!defined) warnings.push({ code: 'undefined-zero-over-zero', values: { statistic: method } })
    // Stepping up a limit below -1 / (k - 1) crosses a pole and would turn the interval around.
    const bounded = defined && Number.isFinite(at.f) && Number.isFinite(upper - lower) && lower <= upper
    return {
      estimate: defined ? estimate : undefined,
      interval: bounded ? { level, lower, upper, method: 'F interval of Shrout and Fleiss' } : undefined,
      pValue: bounded
        ? {
            p: fTail(at.f, at.df1, at.df2),
            method: `F test on ${at.df1} and ${at.df2} df`,
            alternative: 'greater',
          }
        : undefined,
      n,
      method,
      assumptions: [
        { code: 'normal-residuals', met: undefined },
        { code: 'independent-observations', met: undefined },
      ],
      warnings,
    }
  }
}
