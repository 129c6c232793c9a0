import type { Steps } from '../design/steps.ts'
import { type ExactOptions, exactOptions } from './exact-options.ts'
import { type ExactP, exactP } from './exact-p.ts'
import { exactTableTails, type TableStatistic } from './exact-table-tails.ts'
import { randomTableCost } from './random-table.ts'
import { tableDraws } from './table-draws.ts'
import type { WholeTable } from './whole-table.ts'

/** p-values of one statistic given both margins: exact while the work is bounded, else by random tables. */
export function* exactTableP(
  table: WholeTable,
  statistic: TableStatistic,
  method: string,
  options: ExactOptions,
): Steps<ExactP> {
  const { rowTotals, columnTotals, single } = table
  if (single) return exactP({ above: 0, at: 1, below: 0, farther: 0, asFar: 1 }, method)
  const { workLimit, draws, seed } = exactOptions(options, randomTableCost(rowTotals, columnTotals))
  yield 0
  const tails = yield* exactTableTails(rowTotals, columnTotals, statistic, workLimit)
  if (tails) return exactP(tails, method)
  const [drawn] = yield* tableDraws(rowTotals, columnTotals, [statistic], draws, seed)
  return exactP(drawn, method, { draws, seed })
}

/** The part of `ExactP` that a statistic has for which only large values are extreme. */
export type ExactOmnibus = Pick<ExactP, 'exact' | 'twoSided' | 'midTwoSided' | 'point'>

/** Takes out the one-sided p-values, which would say the same twice. */
export function omnibus({ exact, twoSided, midTwoSided, point }: ExactP): ExactOmnibus {
  return { exact, twoSided, midTwoSided, point }
}
