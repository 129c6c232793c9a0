import type { Steps } from '../design/steps.ts'
import { pairCounts } from '../tables/pair-counts.ts'
import { tableMargins } from '../tables/cross-table.ts'
import type { ExactOptions } from './exact-options.ts'
import type { ExactP } from './exact-p.ts'
import { kendallSTails } from './kendall-s-tails.ts'

/**
 * The permutation test of S = pairs in which the later group has the larger value minus those in which it has the
 * smaller, given all values: what the rank-sum and the Jonckheere–Terpstra test are made of. Empty groups are
 * left out.
 *
 * @throws `rank-sum test: expected finite values, found NaN`
 */
export function* orderedGroupsTest(
  where: string,
  groups: readonly (readonly number[])[],
  options: ExactOptions,
): Steps<{ tails: ExactP; s: number; counts: number[][] }> {
  const filled = groups.filter((group) => group.length > 0)
  const values = Float64Array.from(filled.flat()).sort()
  const bad = values.find((value) => !Number.isFinite(value))
  if (bad !== undefined) throw new RangeError(`${where}: expected finite values, found ${bad}`)
  const distinct = [...new Set(values)]
  const columnOf = new Map(distinct.map((value, j) => [value, j]))
  const counts = filled.map((group) => {
    const row = new Array<number>(distinct.length).fill(0)
    for (const value of group) row[columnOf.get(value)!]++
    return row
  })
  const margins = tableMargins(where, counts)
  const { concordant, discordant } = pairCounts(margins)
  const s = concordant - discordant
  const tails = yield* kendallSTails(margins.rowTotals, margins.columnTotals, s, where, options)
  return { tails, s, counts }
}
