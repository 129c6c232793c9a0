import type { Steps } from '../design/steps.ts'
import { type ExactOptions, exactOptions } from './exact-options.ts'
import { type ExactP, exactP } from './exact-p.ts'
import { marginNetwork } from './margin-network.ts'
import { exactTableTails } from './exact-table-tails.ts'
import { randomTableCost } from './random-table.ts'
import { type SpacedDistribution, tailsOf } from './spaced-distribution.ts'
import { pairTerms } from './statistic-terms.ts'
import { tableDraws } from './table-draws.ts'
import { pairStatistic } from './table-statistics.ts'
import { wholeDistribution } from './whole-distribution.ts'

/**
 * p-values of S = concordant - discordant pairs given both margins, all ways to deal the rows out to the columns
 * being equally likely; two-sided by |S|. Exact by adding columns one at a time, else seeded Monte Carlo.
 */
export function* kendallSTails(
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  observed: number,
  method: string,
  options: ExactOptions,
): Steps<ExactP> {
  const cost = randomTableCost(rowTotals, columnTotals)
  const { workLimit, draws, seed } = exactOptions(options, cost)
  yield 0
  // With few columns the network settles most paths early; with many (ranks) the whole distribution is cheaper.
  const fewColumns = Math.min(rowTotals.length, columnTotals.length) > 1 && columnTotals.length <= 12
  const whole = fewColumns ? Math.min(workLimit, 5e6) : workLimit
  const distribution = kendallSDistribution(rowTotals, columnTotals, whole)
  if (distribution) return exactP(tailsOf(distribution, observed, 0), method)
  const statistic = pairStatistic(observed, 1, 1, 0)
  const tails = yield* exactTableTails(rowTotals, columnTotals, statistic, workLimit)
  if (tails) return exactP(tails, method)
  const [drawn] = yield* tableDraws(rowTotals, columnTotals, [statistic], draws, seed)
  return exactP(drawn, method, { draws, seed })
}

/**
 * The exact distribution of S given both margins, or undefined if it would take more than `workLimit` steps.
 *
 * @example kendallSDistribution([2, 2], [2, 2], 1e6)!.chances // S = -4, 0 and 4 with 1/6, 4/6, 1/6
 */
export function kendallSDistribution(
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  workLimit: number,
): SpacedDistribution | undefined {
  // S is the same of the transposed table, whose network may be far smaller.
  const [rows, columns] =
    nodesAtMost(rowTotals) <= nodesAtMost(columnTotals)
      ? [rowTotals, columnTotals]
      : [columnTotals, rowTotals]
  const network = marginNetwork(rows, columns, pairTerms(rows, 1, 1), Math.min(workLimit / 5, 4e6))
  return network && wholeDistribution(network, workLimit)
}

function nodesAtMost(totals: readonly number[]): number {
  return totals.reduce((product, total) => product * (total + 1), 1)
}
