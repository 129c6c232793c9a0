import type { Steps } from '../design/steps.ts'
import { seededRandom } from '../seeded-random.ts'
import type { ExactOptions } from './exact-options.ts'
import { exactOptions } from './exact-options.ts'
import { type ExactP, exactP } from './exact-p.ts'
import { marginNetwork } from './margin-network.ts'
import { monteCarloTails } from './monte-carlo-tails.ts'
import { randomTable, randomTableCost } from './random-table.ts'
import { type SpacedDistribution, tailsOf } from './spaced-distribution.ts'
import { pairTerms } from './statistic-terms.ts'
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
  const distribution = kendallSDistribution(rowTotals, columnTotals, workLimit)
  if (distribution) return exactP(tailsOf(distribution, observed, 0), method)
  const random = seededRandom(seed)
  const table = new Float64Array(rowTotals.length * columnTotals.length)
  const open = new Float64Array(rowTotals.length)
  const above = new Float64Array(columnTotals.length)
  const draw = () => {
    randomTable(random, rowTotals, columnTotals, table, open)
    return kendallSOf(table, rowTotals.length, above)
  }
  return exactP(yield* monteCarloTails(draw, observed, 0, draws, 0.5), method, { draws, seed })
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
  return network && wholeDistribution(network, workLimit * 10)
}

function nodesAtMost(totals: readonly number[]): number {
  return totals.reduce((product, total) => product * (total + 1), 1)
}

/** S of a flat table, `above` being scratch of one number per column. */
function kendallSOf(table: Float64Array, rows: number, above: Float64Array): number {
  const columns = above.length
  above.fill(0)
  let s = 0
  for (let i = 0; i < rows; i++) {
    let left = 0
    let right = 0
    for (let j = 0; j < columns; j++) right += above[j]
    for (let j = 0; j < columns; j++) {
      right -= above[j]
      const count = table[i * columns + j]
      s += count * (left - right)
      left += above[j]
      above[j] += count
    }
  }
  return s
}
