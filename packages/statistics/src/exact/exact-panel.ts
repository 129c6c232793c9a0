import type { Steps } from '../design/steps.ts'
import type { CrossTable } from '../tables/cross-table.ts'
import { pairCounts } from '../tables/pair-counts.ts'
import { type ExactOptions, exactOptions } from './exact-options.ts'
import { type ExactP, exactP, type Tails } from './exact-p.ts'
import { type DrawnStatistic, exactTableTails, type TableStatistic } from './exact-table-tails.ts'
import { type ExactOmnibus, omnibus } from './exact-table-p.ts'
import { gammaTails } from './gamma-tails.ts'
import { randomTableCost } from './random-table.ts'
import { partOf } from './part-of.ts'
import { tableDraws } from './table-draws.ts'
import {
  gammaStatistic,
  linearStatistic,
  pairStatistic,
  pearsonStatistic,
  probabilityStatistic,
} from './table-statistics.ts'
import { type WholeTable, wholeTable } from './whole-table.ts'

/** The exact tests of one table. `kendallS` is the exact test of tau-b, tau-c and Somers' d as well. */
export type ExactPanel = {
  fisherFreemanHalton: ExactOmnibus
  pearson: ExactOmnibus
  /** Only for ordered variables; linear-by-linear with scores 1, 2, 3 … */
  gamma?: ExactP
  kendallS?: ExactP
  linearByLinear?: ExactP
}

/**
 * All exact tests of a table of whole counts in one go. Each is tried exactly within its share of the work limit;
 * those that do not fit are estimated from one common set of random tables.
 *
 * @throws as `fisherFreemanHalton`
 */
export function* exactPanelSteps(
  table: CrossTable,
  ordered: boolean,
  options: ExactOptions = {},
): Steps<ExactPanel> {
  const whole = wholeTable('exact panel', table)
  const { rowTotals, columnTotals, single } = whole
  const tests = panelTests(whole, ordered)
  const drawCost =
    randomTableCost(rowTotals, columnTotals) + tests.length * rowTotals.length * columnTotals.length
  // Half of the limit for being exact, half for the draws where that fails.
  const { workLimit, draws, seed } = exactOptions(options, drawCost * 2)
  const found: (Tails | undefined)[] = []
  for (const [k, test] of tests.entries()) {
    const from = k / tests.length / 2
    found.push(
      single ? sure : yield* partOf(test.exact(workLimit / 2 / tests.length), from, 0.5 / tests.length),
    )
  }
  const open = tests.filter((_, k) => !found[k])
  const drawn =
    open.length === 0
      ? []
      : yield* partOf(
          tableDraws(
            rowTotals,
            columnTotals,
            open.map(({ statistic }) => statistic),
            draws,
            seed,
          ),
          0.5,
          0.5,
        )
  const results = tests.map(({ method }, k) => {
    const tails = found[k]
    return tails ? exactP(tails, method) : exactP(drawn[open.indexOf(tests[k])], method, { draws, seed })
  })
  const [fisher, pearson, gamma, kendallS, linearByLinear] = results
  const nominal = { fisherFreemanHalton: omnibus(fisher), pearson: omnibus(pearson) }
  return ordered ? { ...nominal, gamma, kendallS, linearByLinear } : nominal
}

/** One table only: its chance is 1. */
const sure: Tails = { above: 0, at: 1, below: 0, farther: 0, asFar: 1 }

type PanelTest = {
  method: string
  statistic: DrawnStatistic
  exact: (workLimit: number) => Steps<Tails | undefined>
}

function panelTests(whole: WholeTable, ordered: boolean): PanelTest[] {
  const { counts, rowTotals, columnTotals, rows, columns, n } = whole
  const additive = (method: string, statistic: TableStatistic): PanelTest => ({
    method,
    statistic,
    exact: (workLimit) => exactTableTails(rowTotals, columnTotals, statistic, workLimit),
  })
  const nominal = [
    additive('Fisher–Freeman–Halton test given both margins', probabilityStatistic(counts)),
    additive("Pearson's χ² given both margins", pearsonStatistic(counts, rowTotals, columnTotals)),
  ]
  if (!ordered) return nominal
  const { concordant, discordant } = pairCounts(whole)
  const rowScores = rows.map((i) => i + 1)
  const columnScores = columns.map((j) => j + 1)
  const centre = (dot(rowScores, rowTotals) * dot(columnScores, columnTotals)) / Math.max(1, n)
  return [
    ...nominal,
    {
      method: 'gamma given both margins',
      statistic: gammaStatistic(concordant, discordant),
      exact: (workLimit) => gammaTails(rowTotals, columnTotals, concordant, discordant, workLimit / 2),
    },
    additive("Kendall's S given both margins", pairStatistic(concordant - discordant, 1, 1, 0)),
    additive(
      'linear-by-linear association given both margins',
      linearStatistic(counts, rowScores, columnScores, centre),
    ),
  ]
}

function dot(scores: readonly number[], totals: readonly number[]): number {
  return scores.reduce((sum, score, i) => sum + score * totals[i], 0)
}
