import type { Warning, Watch } from '../result.ts'
import { assignmentList } from './assignment-list.ts'
import { type Assignment, countAssignments, groupRanks } from './assignments.ts'
import { clusterCounts, sumByGroup } from './group-table.ts'
import { runSteps, type Steps } from './steps.ts'
import { isDirectional, type Statistic, statisticName, tableKernel } from './table-statistic.ts'

export type PermutedFindingsOptions = {
  /** Computed from each outcome's table of groups × categories; gamma if left out. */
  statistic?: Statistic
  /** An outcome is a finding if its p is at most this; 0.05 if left out. */
  level?: number
  /** Up to so many assignments are all used, else `draws`; 50,000 and 9,999 if left out. */
  enumerateUpTo?: number
  draws?: number
  /** Seed of the draws; 1 if left out. */
  seed?: number
}

export type PermutedFindings = {
  /** p of each outcome by itself; `undefined` where the statistic is 0/0. */
  p: (number | undefined)[]
  /** p of each outcome when all were looked at: the chance that the smallest p of all is so small. */
  adjusted: (number | undefined)[]
  found: number
  /** Findings chance gives on average, and the share of assignments with so many findings, from 0 up. */
  expected: number
  distribution: number[]
  /** Share of the assignments with at least as many findings as were found. */
  atLeastFound: number
  looks: number
  assignments: number
  exact: boolean
  method: string
  warnings: Warning[]
}

/**
 * Of several outcomes tested against one explanatory variable handed out to clusters, how many findings would chance
 * give? The clusters are reshuffled for all outcomes at once, so that whatever makes the outcomes hang together is
 * kept; no dependence need be assumed. The adjusted p-values hold the chance of any false finding at the level.
 *
 * p is two-sided for a statistic with a direction, of any departure for one without. With drawn assignments the
 * observed one counts as a draw.
 *
 * @param outcomes for each outcome one row of counts per cluster; outcomes may have different categories
 * @throws `permuted findings: expected at least one outcome` · `groups: expected one for each of 6 clusters, found 5` ·
 *   `invalid level; not in (0, 1): 5` · `cluster 3: expected 2 categories, found 4` · the signal's reason
 * @example permutedFindings([screening, tools, smallGroups], { groupOf: [2, 2, 1, 1, 0, 0] }, { level: 0.1 })
 *
 * Source: Westfall & Young (1993, ch. 2: single-step minP).
 */
export function permutedFindings(
  outcomes: number[][][],
  assignment: Assignment,
  options: PermutedFindingsOptions & Watch = {},
): PermutedFindings {
  return runSteps(permutedFindingsSteps(outcomes, assignment, options), options)
}

/** `permutedFindings` cut into pieces, for `takeSteps`. */
export function* permutedFindingsSteps(
  outcomes: number[][][],
  assignment: Assignment,
  options: PermutedFindingsOptions = {},
): Steps<PermutedFindings> {
  const { statistic = 'gamma', level = 0.05, enumerateUpTo = 50_000, draws = 9999, seed = 1 } = options
  if (!(level > 0 && level < 1)) throw new RangeError(`invalid level; not in (0, 1): ${level}`)
  if (outcomes.length === 0) throw new RangeError('permuted findings: expected at least one outcome')
  const clusters = outcomes[0].length
  if (assignment.groupOf.length !== clusters)
    throw new RangeError(
      `groups: expected one for each of ${clusters} clusters, found ${assignment.groupOf.length}`,
    )
  const { groupOf, levels } = groupRanks(assignment.groupOf)
  const ranked: Assignment = { groupOf, strata: assignment.strata }
  const directional = isDirectional(statistic)
  const tests = outcomes.map((tables) => {
    const counts = clusterCounts(tables)
    const kernel = tableKernel(statistic, levels.length, counts.columns)
    const table = new Float64Array(levels.length * counts.columns)
    return (groups: ArrayLike<number>) => {
      sumByGroup(counts, groups, table)
      const value = kernel(table)
      return Number.isNaN(value) ? -Infinity : directional ? Math.abs(value) : value
    }
  })

  // Departures of each outcome under every assignment; the observed one comes first, and again in the list.
  const departures = tests.map((test) => [test(groupOf)])
  const assignments = countAssignments(ranked)
  const exact = assignments <= enumerateUpTo
  const list = assignmentList(ranked, { draws: exact ? undefined : draws, seed })
  for (const [at, groups] of list.entries()) {
    tests.forEach((test, i) => departures[i].push(test(groups)))
    if (at % 256 === 255) yield at / list.length
  }
  const ps = departures.map(sharesAtLeast)
  const used = list.length
  const smallest = Array.from({ length: used }, (_, i) => Math.min(...ps.map((p) => p[i + 1])))
  const counts = Array.from({ length: used }, (_, i) => ps.filter((p) => p[i + 1] <= level + 1e-12).length)
  const distribution = Array.from(
    { length: outcomes.length + 1 },
    (_, k) => counts.filter((count) => count === k).length / used,
  )
  const isDefined = departures.map((values) => values[0] > -Infinity)
  const found = ps.filter((p, i) => isDefined[i] && p[0] <= level + 1e-12).length
  const warnings: Warning[] = isDefined.includes(false)
    ? [{ code: 'undefined-zero-over-zero', values: { outcomes: isDefined.filter((known) => !known).length } }]
    : []
  return {
    p: ps.map((p, i) => (isDefined[i] ? p[0] : undefined)),
    adjusted: ps.map((p, i) =>
      isDefined[i] ? smallest.filter((least) => least <= p[0] + 1e-12).length / used : undefined,
    ),
    found,
    expected: distribution.reduce((sum, share, k) => sum + k * share, 0),
    distribution,
    atLeastFound: counts.filter((count) => count >= found).length / used,
    looks: outcomes.length,
    assignments,
    exact,
    method: `${statisticName(statistic)} of ${outcomes.length} outcomes, clusters reshuffled jointly: ${
      exact ? `all ${assignments} assignments` : `${draws} random assignments of ${assignments}, seed ${seed}`
    }`,
    warnings,
  }
}

/** For each value the share of all values but the first that are at least as large, ties to a billionth. */
function sharesAtLeast(values: number[]): number[] {
  const sorted = Float64Array.from(values.slice(1)).sort()
  return values.map((value) => {
    if (value === -Infinity) return 1
    const edge = value - 1e-9 * Math.max(1e-3, Math.abs(value))
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle] < edge) low = middle + 1
      else high = middle
    }
    return (sorted.length - low) / sorted.length
  })
}
