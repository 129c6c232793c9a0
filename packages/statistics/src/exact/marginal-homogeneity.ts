import { runSteps, type Steps } from '../design/steps.ts'
import { chiSquareTail, normalTwoSided } from '../distributions.ts'
import type { PValue, Result } from '../result.ts'
import { type CrossTable, requireWholeCounts, tableMargins } from '../tables/cross-table.ts'
import { undefinedStatistic } from '../tables/ordinal-association.ts'
import type { ExactOptions } from './exact-options.ts'
import type { ExactP } from './exact-p.ts'
import { type SignTest, signTest } from './sign-test.ts'
import { type ChangedPair, changeTails } from './change-tails.ts'
import { orderedChangeTails } from './ordered-change-tails.ts'
import { stuartMaxwell } from './stuart-maxwell.ts'

/** Tests that a square table has the same margins before (rows) and after (columns). */
export type MarginalHomogeneity = Result & {
  df: number
  pValue: PValue | undefined
  /** Exact (or Monte Carlo) p of the Stuart–Maxwell statistic. */
  exactP: PValue | undefined
  midP: PValue | undefined
  /** Bowker's test of full symmetry. */
  bowker: { statistic: number; df: number; pValue: PValue | undefined }
  /** Ordered categories scored 1, 2, 3 …: did answers move up or down on the whole? */
  ordered: { z: number | undefined; pNormal: PValue | undefined; exact: ExactP }
  /** Up against down, whatever the distance. */
  direction: SignTest
}

/**
 * Marginal homogeneity of a k × k table of the same people before (rows) and after (columns): Stuart–Maxwell's χ²
 * (`estimate`), with the exact distribution given how many changed between each two categories, each change being
 * as likely in either direction; Bowker's symmetry; a test of ordered categories with scores 1 … k; and the sign
 * test of up (column above row) against down.
 *
 * df is the rank of the variance matrix, so empty or unchanged categories cost no degree of freedom. If nobody
 * changed the χ² are undefined (0/0), with a warning. Exact while the work is bounded, else seeded Monte Carlo.
 *
 * @throws `marginal homogeneity: expected a square table, found 2 × 3` · `marginal homogeneity: expected whole
 *   counts, found 2.5; …` · `marginal homogeneity: expected counts of 0 or more, found -1`
 * @example marginalHomogeneity([[794, 150], [86, 570]]).estimate // 17.3559
 *
 * Source: Stuart (1955); Maxwell (1970); Bowker (1948); each change a fair toss given their number, as McNemar (1947) for two categories.
 */
export function marginalHomogeneity(table: CrossTable, options: ExactOptions = {}): MarginalHomogeneity {
  return runSteps(marginalHomogeneitySteps(table, options), options)
}

/** The same in pieces, for `takeSteps`. */
export function* marginalHomogeneitySteps(
  table: CrossTable,
  options: ExactOptions = {},
): Steps<MarginalHomogeneity> {
  const margins = tableMargins('marginal homogeneity', table)
  const k = table.length
  if (margins.columnTotals.length !== k)
    throw new RangeError(
      `marginal homogeneity: expected a square table, found ${k} × ${margins.columnTotals.length}`,
    )
  requireWholeCounts('marginal homogeneity', margins)
  const pairs = changedPairs(table)
  const { statistic, df } = stuartMaxwell(k, pairs)
  const tails = df > 0 ? yield* changeTails(k, pairs, statistic, options) : undefined
  const up = pairs.reduce((sum, pair) => sum + pair.up, 0)
  const down = pairs.reduce((sum, pair) => sum + pair.of - pair.up, 0)
  return {
    estimate: df > 0 ? statistic : undefined,
    n: margins.n,
    method: 'Stuart–Maxwell test of marginal homogeneity',
    df,
    pValue: approximate(statistic, df, 'Stuart–Maxwell χ² approximation'),
    exactP: tails?.twoSided,
    midP: tails?.midTwoSided,
    bowker: bowker(pairs),
    ordered: yield* ordered(pairs, options),
    direction: signTest({ positive: up, negative: down, zero: margins.n - up - down }),
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: df > 0 ? [] : [undefinedStatistic('Stuart–Maxwell χ²')],
  }
}

function changedPairs(table: CrossTable): ChangedPair[] {
  const pairs: ChangedPair[] = []
  table.forEach((row, i) => {
    for (let j = i + 1; j < row.length; j++) {
      const of = row[j] + table[j][i]
      if (of > 0) pairs.push({ low: i, high: j, up: row[j], of })
    }
  })
  return pairs
}

function bowker(pairs: readonly ChangedPair[]): MarginalHomogeneity['bowker'] {
  const statistic = pairs.reduce((sum, { up, of }) => sum + (2 * up - of) ** 2 / of, 0)
  const df = pairs.length
  return { statistic, df, pValue: approximate(statistic, df, "Bowker's χ² approximation") }
}

function* ordered(
  pairs: readonly ChangedPair[],
  options: ExactOptions,
): Steps<MarginalHomogeneity['ordered']> {
  const sum = pairs.reduce((s, { low, high, up, of }) => s + (high - low) * (2 * up - of), 0)
  const variance = pairs.reduce((s, { low, high, of }) => s + (high - low) ** 2 * of, 0)
  const z = variance > 0 ? sum / Math.sqrt(variance) : undefined
  const pNormal: PValue | undefined =
    z === undefined
      ? undefined
      : { p: normalTwoSided(z), method: 'normal approximation, scores 1 … k', alternative: 'two-sided' }
  return { z, pNormal, exact: yield* orderedChangeTails(pairs, sum, options) }
}

function approximate(statistic: number, df: number, method: string): PValue | undefined {
  return df === 0 ? undefined : { p: chiSquareTail(statistic, df), method, alternative: 'two-sided' }
}
