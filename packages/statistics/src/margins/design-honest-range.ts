import { countAssignments } from '../design/assignments.ts'
import { permutationJudge } from '../design/permutation-judge.ts'
import { smallestP } from '../design/permutation-answer.ts'
import { runSteps, type Steps } from '../design/steps.ts'
import { isDirectional, type Statistic, statisticName, tableKernel } from '../design/table-statistic.ts'
import type { Result, Warning, Watch } from '../result.ts'
import { seededRandom } from '../seeded-random.ts'
import { marginProgramme } from './cell-bounds.ts'
import { clusterMargins, type ClusterDesign } from './cluster-margins.ts'
import { jointTables } from './joint-tables.ts'
import { type MarginSystem, marginSystem } from './margin-system.ts'
import { everyPartTable, type Parts } from './part-tables.ts'
import { type PRange, rangeKeeper } from './p-range.ts'
import { spreadSearch } from './spread-search.ts'

export type DesignHonestOptions = {
  /** What is computed from the table; gamma if left out. */
  statistic?: Statistic
  /** Merges rows before testing: the group each row is put into, for example [0, 0, 1] for the last against the rest. */
  merge?: number[]
  /** All spreads are visited if that takes at most so many values of the statistic; 20,000,000 if left out. */
  evaluations?: number
  /** Else the search computes so many; 4,000,000 if left out. */
  searched?: number
  /** Up to so many assignments are all used for each spread, else `draws` of them; 20,000 and 1,999 if left out. */
  enumerateUpTo?: number
  draws?: number
  /** Seed of the draws and of the search; 1 if left out. */
  seed?: number
}

export type DesignHonestRange = Result & {
  statistic: string
  /** Two-sided for a statistic with a direction, else departure of any kind; `undefined` if nothing can be said. */
  p: PRange | undefined
  greater?: PRange
  less?: PRange
  /** Ways to spread the units over the clusters as the published tables allow; `undefined` if they are too many to count. */
  spreads: number | undefined
  /** Every spread and every assignment was visited; else the true range may be wider than the one found. */
  exact: boolean
  clusters: number
  assignments: number
  /** No spread can give a smaller p. */
  smallestPossible: number
}

/**
 * The design-honest test of a published cross table whose rows were never published: the groups were handed
 * out to whole clusters, so p is the share of the assignments of clusters to groups that are at least as extreme
 * as the observed one. That needs each cluster's counts, and the table only gives their sums; so p is computed
 * for *every* way of spreading the table's units over the clusters, and the answer is the range, never a number.
 *
 * Exact when all spreads can be visited within `evaluations`. Otherwise a seeded search for both ends, whose
 * range is of tables that exist but may be too narrow: `exact: false` and the warning `range-may-be-wider`.
 * With more than `enumerateUpTo` assignments each p is a Monte Carlo one over the same draws
 * (`assignments-drawn`), and the range is `exact: false`.
 *
 * @param table the published counts, groups × categories, groups in their order
 * @param design which row each cluster belongs to, how many units it has, strata if groups were handed out within
 *   strata, and further published tables of the same outcome that limit the spread. If the clusters of a row
 *   have more units than the row counts, which units are missing is left open too (`units-not-in-table`)
 * @returns `estimate` is the statistic of the table, the same for every spread. `p` is undefined when the
 *   statistic is 0/0 (`undefined-zero-over-zero`) or the published tables contradict each other or the cluster
 *   sizes (`margins-contradict-each-other`, `more-counted-than-units` with the row)
 * @throws `cluster 3: expected a row from 0 to 2, found 5` · `sizes: expected one for each of 6 clusters, found 5` ·
 *   `merge: expected one for each of 3 rows, found 2` · `known cell 2: expected a whole number of units, found 1.5` ·
 *   the signal's reason
 * @example
 * designHonestRange([[5, 3, 0], [4, 4, 0], [2, 1, 5]], { groupOf: [2, 2, 1, 1, 0, 0], sizes: [4, 4, 4, 4, 4, 4] }).p
 *
 * Source: the permutation test of clusters (see `clusterPermutation`) under partial identification, Manski (2003,
 * ch. 1) and Duncan & Davis (1953): all values the data leave possible.
 */
export function designHonestRange(
  table: number[][],
  design: ClusterDesign,
  options: DesignHonestOptions & Watch = {},
): DesignHonestRange {
  return runSteps(designHonestRangeSteps(table, design, options), options)
}

/** `designHonestRange` cut into pieces, for `takeSteps`. */
export function* designHonestRangeSteps(
  table: number[][],
  design: ClusterDesign,
  options: DesignHonestOptions = {},
): Steps<DesignHonestRange> {
  const { statistic = 'gamma', merge, seed = 1 } = options
  const { evaluations = 2e7, searched = 4e6, enumerateUpTo = 20_000, draws = 1999 } = options
  if (merge && merge.length !== table.length)
    throw new RangeError(`merge: expected one for each of ${table.length} rows, found ${merge.length}`)
  const { margins, partOf } = clusterMargins(table, design)
  const system = marginSystem(margins)
  const groupOfRow = merge ?? table.map((_, row) => row)
  const groups = Math.max(-1, ...groupOfRow) + 1
  const assignment = { groupOf: design.groupOf.map((row) => groupOfRow[row]), strata: design.strata }
  const assignments = countAssignments(assignment)
  const directional = isDirectional(statistic)
  const kernel = tableKernel(statistic, groups, system.published)
  const observed = kernel(mergedTable(table, groupOfRow, groups))

  const warnings: Warning[] = [...system.contradictions]
  const smallestPossible = smallestP(assignment, statistic, assignments)
  if (smallestPossible > 0.05)
    warnings.push({ code: 'few-assignments', values: { assignments, smallestPossible } })
  const n = table.flat().reduce((sum, count) => sum + count, 0)
  const units = margins.sizes.reduce((sum, size) => sum + size, 0)
  if (units > n && system.contradictions.length === 0)
    warnings.push({ code: 'units-not-in-table', values: { units: units - n } })
  const answer = {
    estimate: Number.isNaN(observed) ? undefined : observed,
    n,
    statistic: statisticName(statistic),
    clusters: design.groupOf.length,
    assignments,
    smallestPossible,
    assumptions: [{ code: 'groups-assigned-to-whole-clusters', met: undefined }],
    warnings,
    method: `permutation of clusters between groups${design.strata ? ' within strata' : ''}, ${statisticName(statistic)}, over all spreads of the published table over the clusters`,
  }
  if (answer.estimate === undefined)
    warnings.push({ code: 'undefined-zero-over-zero', values: { statistic: answer.statistic } })
  const programme = marginProgramme(system)
  if (!programme) warnings.push({ code: 'margins-contradict-each-other' })
  if (!programme || answer.estimate === undefined)
    return { ...answer, p: undefined, spreads: programme ? undefined : 0, exact: true }

  const all = assignments <= enumerateUpTo
  if (!all) warnings.push({ code: 'assignments-drawn', values: { draws, seed } })
  const judge = permutationJudge(assignment, groups, system.published, statistic, {
    draws: all ? undefined : draws,
    seed,
  })
  const ends = rangeKeeper(design.groupOf.length, system.published)
  const classOf = assignment.groupOf.map((group, cluster) => `${group}/${design.strata?.[cluster] ?? ''}`)
  const parts = { partOf, classOf }
  const most = evaluations / judge.assignments
  const spreads = yield* countedSpreads(system, parts, most)
  if (spreads) {
    let visited = 0
    const visit = (clusterTable: Float64Array) => {
      visited++
      ends.add(judge.p(clusterTable, observed), clusterTable)
    }
    const walk = everyPartTable(system, parts, Infinity, visit)
    for (let step = walk.next(); !step.done; step = walk.next()) yield visited / spreads.visits
  } else {
    warnings.push({ code: 'range-may-be-wider', values: { searched, seed } })
    yield* searchedRange(searched / judge.assignments)
  }
  const { twoSided, greater, less } = ends.ranges()
  if (!twoSided) warnings.push({ code: 'margins-contradict-each-other' })
  return {
    ...answer,
    p: twoSided,
    ...(directional && { greater, less }),
    spreads: spreads
      ? spreads.spreads
      : design.also
        ? undefined
        : jointTables(margins, { limit: 1e5 }).tables,
    exact: all && spreads !== undefined,
  }

  /** Climbs towards both ends of each range in turn; every table seen counts for all of them. */
  function* searchedRange(calls: number): Steps<void> {
    const random = seededRandom(seed)
    const kinds = directional ? (['twoSided', 'greater', 'less'] as const) : (['twoSided'] as const)
    const turns = kinds.flatMap((kind) => [1, -1].map((sign) => ({ kind, sign })))
    for (const [turn, { kind, sign }] of turns.entries()) {
      const objective = (clusterTable: Float64Array) => {
        const p = judge.p(clusterTable, observed)
        ends.add(p, clusterTable)
        return sign * (p[kind] + p.nearly[kind])
      }
      const share = calls / turns.length
      for (const called of spreadSearch(system, programme!, parts, objective, share, random))
        yield (turn + called / share) / turns.length
    }
  }
}

/** How many spreads there are, and how many the walk visits; `undefined` if they are more than `most`. */
function* countedSpreads(
  system: MarginSystem,
  parts: Parts,
  most: number,
): Steps<{ spreads: number; visits: number } | undefined> {
  let spreads = 0
  let visits = 0
  const walk = everyPartTable(system, parts, Math.min(2e6, 50 * most), (_, orders) => {
    spreads += orders
    visits++
  })
  for (let step = walk.next(); ; step = walk.next()) {
    if (step.done) return step.value ? { spreads, visits } : undefined
    if (visits > most) return undefined
    yield 0
  }
}

function mergedTable(table: number[][], groupOfRow: number[], groups: number): Float64Array {
  const columns = table[0]?.length ?? 0
  const merged = new Float64Array(groups * columns)
  table.forEach((line, row) => line.forEach((count, j) => (merged[groupOfRow[row] * columns + j] += count)))
  return merged
}
