import type { Watch } from '../result.ts'
import { seededRandom } from '../seeded-random.ts'
import { type Assignment, assignmentShuffler, countAssignments, groupRanks } from './assignments.ts'
import { type ClusterCounts, clusterCounts, everyGroupTable, sumByGroup } from './group-table.ts'
import { type PermutationAnswer, permutationAnswer } from './permutation-answer.ts'
import { runSteps, type Steps } from './steps.ts'
import { tableDistribution } from './table-distribution.ts'
import { type Statistic, type TableKernel, tableKernel } from './table-statistic.ts'
import { type TailCount, tailCount } from './tail-count.ts'

export type PermutationOptions = {
  /** Up to so many assignments are all listed; 2,000,000 if left out. */
  enumerateUpTo?: number
  /** Draws of the Monte Carlo test, when there are more; 99,999 if left out. */
  draws?: number
  /** Seed of the draws; 1 if left out. */
  seed?: number
}

export type ClusterPermutationOptions = PermutationOptions & {
  /** What is computed from the table of groups × categories; gamma if left out. */
  statistic?: Statistic
}

export type ClusterPermutation = PermutationAnswer

/**
 * Tests a table of groups × categories by reshuffling the explanatory variable at the level at which it was
 * assigned: whole clusters (municipalities), not the units in them (institutions). Under the hypothesis that
 * the assignment made no difference every distinct assignment is equally likely; p is the share of them whose
 * statistic is at least as extreme as the observed one, the observed one included.
 *
 * Up to `enumerateUpTo` assignments are listed. Beyond that the distinct tables are, if there are few;
 * else groups are drawn at random (seeded) and p = (1 + hits) / (1 + draws).
 *
 * @param tables one row of counts per cluster over the ordered categories; fractional weights are allowed,
 *   a cluster of zeros too
 * @param assignment `groupOf` per cluster, numbers whose order is the order of the groups; `strata` per
 *   cluster, if groups were handed out within strata. Unit-level shuffling: one cluster per unit
 * @returns `estimate` and every p are undefined, with the warning `undefined-zero-over-zero`, when the statistic
 *   of the observed table is 0/0 (one category, no units, no clusters)
 * @throws `cluster 3: expected 2 categories, found 4` · `cluster 3: expected counts of 0 or more, found -1` ·
 *   `groups: expected one for each of 6 clusters, found 5` · `strata: expected one for each of 6 clusters, found 5` ·
 *   `cluster 2: expected a group, found NaN` · `unknown statistic: …` · the signal's reason
 * @example clusterPermutation([[0, 4], [1, 3], [3, 1], [4, 0]], { groupOf: [2, 2, 1, 1] }).p?.p // 0.333…
 *
 * Source: Fisher (1935, § 21); Edgington & Onghena (2007, ch. 3); for clusters Gail, Mark, Carroll, Green &
 * Pee (1996); p of random draws Phipson & Smyth (2010, eq. 2).
 */
export function clusterPermutation(
  tables: number[][],
  assignment: Assignment,
  options: ClusterPermutationOptions & Watch = {},
): ClusterPermutation {
  return runSteps(clusterPermutationSteps(tables, assignment, options), options)
}

/** `clusterPermutation` cut into pieces, for `takeSteps`. */
export function* clusterPermutationSteps(
  tables: number[][],
  assignment: Assignment,
  { statistic = 'gamma', enumerateUpTo = 2e6, draws = 99_999, seed = 1 }: ClusterPermutationOptions = {},
): Steps<ClusterPermutation> {
  if (assignment.groupOf.length !== tables.length)
    throw new RangeError(
      `groups: expected one for each of ${tables.length} clusters, found ${assignment.groupOf.length}`,
    )
  const counts = clusterCounts(tables)
  const { groupOf, levels } = groupRanks(assignment.groupOf)
  const ranked: Assignment = { groupOf, strata: assignment.strata }
  const groups = levels.length
  const kernel = tableKernel(statistic, groups, counts.columns)
  const table = new Float64Array(groups * counts.columns)
  sumByGroup(counts, groupOf, table)
  const observed = kernel(table)
  const n = counts.cells.reduce((sum, count) => sum + count, 0)
  if (Number.isNaN(observed)) return permutationAnswer(ranked, statistic, n, observed, undefined)

  const tail = tailCount(observed)
  if (yield* countAll(counts, ranked, groups, kernel, tail, enumerateUpTo))
    return permutationAnswer(ranked, statistic, n, observed, { tail })
  yield* countDraws(counts, ranked, groups, kernel, tail, draws, seed)
  return permutationAnswer(ranked, statistic, n, observed, { tail, drawn: { draws, seed } })
}

/** Counts every assignment, one by one or table by table; answers false, nothing counted, if they are too many. */
function* countAll(
  counts: ClusterCounts,
  assignment: Assignment,
  groups: number,
  kernel: TableKernel,
  tail: TailCount,
  enumerateUpTo: number,
): Steps<boolean> {
  const assignments = countAssignments(assignment)
  if (assignments > 5e4 && possibleTables(counts, groups) < 5e6) {
    const distribution = yield* tableDistribution(counts, assignment, groups, 8000)
    if (distribution) {
      distribution.tables.forEach((table, i) => tail.add(kernel(table), distribution.ways[i]))
      return true
    }
  }
  if (assignments > enumerateUpTo) return false
  const walk = everyGroupTable(counts, assignment, groups, (table) => tail.add(kernel(table), 1))
  for (const visited of walk) yield visited / assignments
  return true
}

/** A bound on how many tables can come out: each group but the last takes 0 up to all of each category. */
function possibleTables({ cells, columns }: ClusterCounts, groups: number): number {
  const totals = new Float64Array(columns)
  cells.forEach((count, cell) => (totals[cell % columns] += count))
  return totals.reduce((tables, total) => tables * (total + 1), 1) ** (groups - 1)
}

function* countDraws(
  counts: ClusterCounts,
  assignment: Assignment,
  groups: number,
  kernel: TableKernel,
  tail: TailCount,
  draws: number,
  seed: number,
): Steps<void> {
  const drawn = assignmentShuffler(assignment, seededRandom(seed))
  const table = new Float64Array(groups * counts.columns)
  for (let draw = 1; draw <= draws; draw++) {
    drawn.shuffle()
    sumByGroup(counts, drawn.groups, table)
    tail.add(kernel(table), 1)
    if (draw % 4096 === 0) yield draw / draws
  }
}
