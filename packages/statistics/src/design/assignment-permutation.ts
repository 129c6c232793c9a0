import type { Watch } from '../result.ts'
import { seededRandom } from '../seeded-random.ts'
import {
  type Assignment,
  assignmentShuffler,
  countAssignments,
  everyAssignment,
  groupRanks,
} from './assignments.ts'
import type { PermutationOptions } from './cluster-permutation.ts'
import { type PermutationAnswer, permutationAnswer } from './permutation-answer.ts'
import { runSteps, type Steps } from './steps.ts'
import { tailCount } from './tail-count.ts'

/** A statistic of an assignment: what would have been computed had the clusters stood in these groups. */
export type AssignmentStatistic = {
  name: string
  /** Gets each cluster's group, in `groupOf`'s own numbers; `undefined` where the statistic is 0/0. */
  of: (groupOf: number[]) => number | undefined
  /** Whether its sign has a meaning: then p is two-sided, |value| at least |observed|; else large values count. */
  directional: boolean
}

/**
 * Tests anything that can be computed again for another assignment of the clusters: a difference of means, a
 * regression coefficient, a statistic of rows rather than tables, a kroner amount per municipality (its values
 * are the groups). The same reshuffling as `clusterPermutation`, which is faster for tables: here up to 200,000
 * assignments are listed and else 9,999 are drawn, unless the options say otherwise.
 *
 * @returns `estimate` and every p undefined, with the warning `undefined-zero-over-zero`, if the statistic of the
 *   observed assignment is undefined; no clusters are one assignment
 * @throws `cluster 2: expected a group, found NaN` · `strata: expected one for each of 6 clusters, found 5` ·
 *   the signal's reason
 * @example
 * const means = [3.1, 2.9, 4.2, 4.4]
 * assignmentPermutation({ groupOf: [0, 0, 1, 1] }, {
 *   name: 'difference of means',
 *   directional: true,
 *   of: (groupOf) => means.reduce((sum, mean, i) => sum + (groupOf[i] ? mean : -mean) / 2, 0),
 * }).p?.p // 0.333…
 *
 * Source: Edgington & Onghena (2007, ch. 3); Phipson & Smyth (2010, eq. 2).
 */
export function assignmentPermutation(
  assignment: Assignment,
  statistic: AssignmentStatistic,
  options: PermutationOptions & Watch = {},
): PermutationAnswer {
  return runSteps(assignmentPermutationSteps(assignment, statistic, options), options)
}

/** `assignmentPermutation` cut into pieces, for `takeSteps`. */
export function* assignmentPermutationSteps(
  assignment: Assignment,
  statistic: AssignmentStatistic,
  { enumerateUpTo = 2e5, draws = 9999, seed = 1 }: PermutationOptions = {},
): Steps<PermutationAnswer> {
  const { groupOf, levels } = groupRanks(assignment.groupOf)
  const ranked: Assignment = { groupOf, strata: assignment.strata }
  const given = assignment.groupOf.slice()
  const value = () => {
    const found = statistic.of(given.slice())
    return found === undefined || !Number.isFinite(found) ? NaN : found
  }
  const observed = value()
  const named = { ...statistic, of: () => undefined }
  if (Number.isNaN(observed)) return permutationAnswer(ranked, named, given.length, observed, undefined)

  const tail = tailCount(observed)
  const assignments = countAssignments(ranked)
  if (assignments <= enumerateUpTo) {
    const walk = everyAssignment(ranked, {
      place: (cluster, group) => (given[cluster] = levels[group]),
      remove: () => {},
      visit: () => tail.add(value(), 1),
    })
    for (const visited of walk) yield visited / assignments
    return permutationAnswer(ranked, named, given.length, observed, { tail })
  }
  const shuffler = assignmentShuffler(ranked, seededRandom(seed))
  for (let draw = 1; draw <= draws; draw++) {
    shuffler.shuffle()
    given.forEach((_, cluster) => (given[cluster] = levels[shuffler.groups[cluster]]))
    tail.add(value(), 1)
    if (draw % 64 === 0) yield draw / draws
  }
  return permutationAnswer(ranked, named, given.length, observed, { tail, drawn: { draws, seed } })
}
