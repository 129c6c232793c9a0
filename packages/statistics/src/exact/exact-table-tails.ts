import type { Steps } from '../design/steps.ts'
import type { CrossTable } from '../tables/cross-table.ts'
import type { Tails } from './exact-p.ts'
import { type CutChances, networkClasses } from './network-classes.ts'
import { type NetworkPlan, networkPlan, type PlanRules } from './network-plan.ts'
import type { NetworkStatistic } from './statistic-terms.ts'

/** A statistic of a drawn table, and what was observed. */
export type DrawnStatistic = {
  /** Its value in a flat table of these rows. */
  of: (table: ArrayLike<number>, rows: number, columns: number) => number
  observed: number
  /** Values closer than this are equal. */
  slack: number
  /** Two-sided by distance from this; undefined if only large values are extreme. */
  centre: number | undefined
}

/** A statistic that also grows column by column, so that its distribution can be had exactly. */
export type TableStatistic = DrawnStatistic & {
  rules: PlanRules
  /** For the network that was planned. */
  network: (plan: NetworkPlan) => NetworkStatistic
}

/**
 * Exact tails of the statistic given both margins, or undefined if that takes more than `workLimit` steps. Needs
 * two rows and two columns, none of them empty.
 */
export function* exactTableTails(
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  statistic: TableStatistic,
  workLimit: number,
): Steps<Tails | undefined> {
  const plan = networkPlan(rowTotals, columnTotals, statistic.rules)
  // An arc costs five steps and the guess is seldom too large by more than a factor of three.
  if (plan.arcs * 5 > workLimit * 3) return undefined
  const { observed, centre, slack } = statistic
  const ends = new Set([observed])
  if (centre !== undefined && Math.abs(observed - centre) > slack) ends.add(2 * centre - observed)
  const cuts = [...ends].sort((a, b) => a - b).flatMap((end) => [end - slack, end + slack])
  const chances = yield* networkClasses(
    plan.rowTotals,
    plan.columnTotals,
    statistic.network(plan),
    cuts,
    workLimit,
  )
  if (!chances) return undefined
  const here = ends.size === 2 && observed > centre! ? 2 : 0
  const tails = tailsAround(chances, here)
  if (centre === undefined) return { ...tails, farther: tails.above, asFar: tails.at }
  if (ends.size === 1) return { ...tails, farther: tails.below + tails.above, asFar: tails.at }
  const low = tailsAround(chances, 0)
  const high = tailsAround(chances, 2)
  return { ...tails, farther: low.below + high.above, asFar: low.at + high.at }
}

/** What lies below the cuts `first` and `first + 1`, between and above; the middle from the smaller side. */
function tailsAround({ below, above }: CutChances, first: number) {
  const at =
    above[first] < below[first + 1] ? above[first] - above[first + 1] : below[first + 1] - below[first]
  return { below: below[first], at: Math.max(0, at), above: above[first + 1] }
}

/** The counts in one flat array, row by row. */
export function flatTable(counts: CrossTable): Float64Array {
  return Float64Array.from(counts.flat())
}
