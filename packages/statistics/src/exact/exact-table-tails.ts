import type { Steps } from '../design/steps.ts'
import type { CrossTable } from '../tables/cross-table.ts'
import type { Tails } from './exact-p.ts'
import { networkClasses } from './network-classes.ts'
import { type NetworkPlan, networkPlan } from './network-plan.ts'
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
  /** The statistic needs rows and columns in their order. */
  ordered: boolean
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
  const plan = networkPlan(rowTotals, columnTotals, statistic.ordered)
  // The guess may be too large by a factor of ten, and merging and settling save more.
  if (plan.arcs > workLimit * 20) return undefined
  const { observed, centre, slack } = statistic
  const ends = new Set([observed])
  if (centre !== undefined && Math.abs(observed - centre) > slack) ends.add(2 * centre - observed)
  const cuts = [...ends].sort((a, b) => a - b).flatMap((end) => [end - slack, end + slack])
  const classes = yield* networkClasses(
    plan.rowTotals,
    plan.columnTotals,
    statistic.network(plan),
    cuts,
    workLimit,
  )
  if (!classes) return undefined
  const [first, second, third, fourth = 0, fifth = 0] = classes.map((chance) => Math.max(0, chance))
  if (ends.size === 1) {
    const onlyLarge = centre === undefined
    return {
      below: first,
      at: second,
      above: third,
      farther: onlyLarge ? third : first + third,
      asFar: second,
    }
  }
  const upper = observed > centre!
  return {
    below: upper ? first + second + third : first,
    at: upper ? fourth : second,
    above: upper ? fifth : third + fourth + fifth,
    farther: first + fifth,
    asFar: second + fourth,
  }
}

/** The counts in one flat array, row by row. */
export function flatTable(counts: CrossTable): Float64Array {
  return Float64Array.from(counts.flat())
}
