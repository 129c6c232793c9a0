import { confidenceLevel } from '../confidence-level.ts'
import { fQuantile } from '../distributions.ts'
import type { Interval, Result, Warning } from '../result.ts'
import type { Measured } from '../samples/measurements.ts'
import { completeSubjects } from './score-matrix.ts'

/** Internal consistency of a scale; `standardised` is alpha of the items scaled to equal variance. */
export type CronbachAlpha = Result & {
  standardised: number | undefined
  interval: Interval | undefined
  items: number
  /** Subjects left out because a score is missing. */
  missing: number
}

/**
 * Cronbach's alpha of a sum scale: how far its items vary together. 1 at most; below 0 when items run against
 * each other (turn reversed items first).
 *
 * Subjects with a missing score are left out. Items without variance are left out too and named in a warning.
 * Undefined with fewer than two such items or two subjects, or if the sum has no variance (0/0).
 *
 * @param scores scores[subject][item]; `null`, `undefined` and NaN are missing
 * @param options.level confidence level, 0.95 unless given
 * @throws as `completeSubjects`; `invalid confidence level; not in (0, 1): 95`
 * @example cronbachAlpha([[1, 2], [2, 2], [3, 4], [4, 3]]).estimate // 0.784
 * @see Cronbach 1951, eq. 2; interval Feldt 1965 (normal scores, equal covariances)
 */
export function cronbachAlpha(
  scores: readonly (readonly Measured[])[],
  { level = 0.95 }: { level?: number } = {},
): CronbachAlpha {
  confidenceLevel(level)
  const { rows, missing } = completeSubjects(scores)
  const n = rows.length
  const all = covariances(rows)
  const varies = all.map((_, item) => rows.some((row) => row[item] !== rows[0][item]))
  const varying = all.flatMap((_, item) => (varies[item] ? [item] : []))
  const covariance = varying.map((i) => varying.map((j) => all[i][j]))
  const k = varying.length
  const warnings: Warning[] = varies.flatMap((varied, item) =>
    varied ? [] : [{ code: 'constant-item', values: { item: item + 1 } }],
  )
  const correlation = covariance.map((row, i) =>
    row.map((value, j) => value / Math.sqrt(covariance[i][i] * covariance[j][j])),
  )
  const estimate = n > 1 && k > 1 ? alphaOf(covariance) : undefined
  const standardised = n > 1 && k > 1 ? alphaOf(correlation) : undefined
  if (estimate === undefined)
    warnings.push({ code: 'undefined-zero-over-zero', values: { statistic: "Cronbach's alpha" } })
  if (missing > 0) warnings.push({ code: 'missing-left-out', values: { missing } })
  return {
    estimate,
    standardised,
    interval: estimate === undefined || estimate === 1 ? undefined : feldtInterval(estimate, n, k, level),
    n,
    items: k,
    missing,
    method: "Cronbach's alpha, complete subjects",
    assumptions: [
      { code: 'one-dimension', met: undefined },
      { code: 'equal-covariances', met: undefined },
      { code: 'independent-observations', met: undefined },
    ],
    warnings,
  }
}

function alphaOf(covariance: number[][]): number | undefined {
  const k = covariance.length
  const trace = covariance.reduce((sum, row, i) => sum + row[i], 0)
  const total = covariance.flat().reduce((sum, value) => sum + value, 0)
  return total > trace * 1e-12 ? (k / (k - 1)) * (1 - trace / total) : undefined
}

function feldtInterval(alpha: number, n: number, k: number, level: number): Interval {
  const [df1, df2] = [n - 1, (n - 1) * (k - 1)]
  return {
    level,
    lower: 1 - (1 - alpha) * fQuantile((1 + level) / 2, df1, df2),
    upper: 1 - (1 - alpha) * fQuantile((1 - level) / 2, df1, df2),
    method: `Feldt's F interval on ${df1} and ${df2} df`,
  }
}

function covariances(rows: number[][]): number[][] {
  const means = (rows[0] ?? []).map((_, j) => rows.reduce((sum, row) => sum + row[j] / rows.length, 0))
  return means.map((meanI, i) =>
    means.map(
      (meanJ, j) =>
        rows.reduce((sum, row) => sum + (row[i] - meanI) * (row[j] - meanJ), 0) / (rows.length - 1),
    ),
  )
}
