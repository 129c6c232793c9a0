import { type Assignment, strataMembers } from './assignments.ts'
import type { ClusterCounts } from './group-table.ts'

/** Every table the assignments can add up to, with the number of assignments that do. */
export type TableDistribution = { tables: Float64Array[]; ways: number[] }

type State = { free: Int32Array; cells: Float64Array; ways: number }

/**
 * The exact distribution of the groups × categories table over all assignments, cluster by cluster, with
 * equal tables merged on the way: few tables stand for very many assignments when clusters are small or
 * alike (24 single units in 3 × 3 groups and categories: 9 × 10⁹ assignments, some thousand tables).
 * Answers `undefined` as soon as more than `limit` tables are held at once.
 */
export function* tableDistribution(
  counts: ClusterCounts,
  { groupOf, strata }: Assignment,
  groups: number,
  limit: number,
): Generator<number, TableDistribution | undefined, void> {
  const { columns, cells } = counts
  let states: State[] = [{ free: new Int32Array(groups), cells: new Float64Array(groups * columns), ways: 1 }]
  let placed = 0
  for (const members of strataMembers(groupOf, strata)) {
    const free = new Int32Array(groups)
    for (const cluster of members) free[groupOf[cluster]]++
    for (const state of states) state.free = free
    for (const cluster of members) {
      const next = new Map<string, State>()
      for (const state of states) {
        for (let group = 0; group < groups; group++) {
          if (state.free[group] === 0) continue
          const left = state.free.slice()
          left[group]--
          const sum = state.cells.slice()
          for (let j = 0; j < columns; j++) sum[group * columns + j] += cells[cluster * columns + j]
          const key = `${left.join()};${sum.join()}`
          const held = next.get(key)
          if (held) held.ways += state.ways
          else next.set(key, { free: left, cells: sum, ways: state.ways })
        }
        if (next.size > limit) return undefined
      }
      states = [...next.values()]
      yield ++placed / groupOf.length
    }
  }
  return { tables: states.map((state) => state.cells), ways: states.map((state) => state.ways) }
}
