import type { SeededRandom } from '../seeded-random.ts'

/**
 * Which cluster stands in which group. The groups are ordered by their numbers. A reshuffle keeps how many
 * clusters of each stratum stand in each group.
 */
export type Assignment = { groupOf: number[]; strata?: (number | string)[] }

/**
 * The number of distinct ways to hand out the groups to the clusters, keeping how many clusters of each
 * stratum stand in each group: a product of multinomial coefficients. Exact up to 2⁵³, then rounded;
 * beyond 10³⁰⁸ the largest number there is. No clusters: 1.
 *
 * @throws `strata: expected one for each of 6 clusters, found 5`
 * @example countAssignments({ groupOf: [0, 0, 1, 1, 2, 2] }) // 90
 */
export function countAssignments({ groupOf, strata }: Assignment): number {
  let ways = 1n
  for (const members of strataMembers(groupOf, strata)) {
    let placed = 0n
    for (const size of groupSizes(members.map((cluster) => groupOf[cluster])).values())
      for (let k = 1n; k <= size; k++) ways = (ways * ++placed) / k
  }
  return Math.min(Number(ways), Number.MAX_VALUE)
}

/** The clusters of each stratum, in the order in which the strata first appear; one stratum if none are given. */
export function strataMembers(groupOf: number[], strata?: (number | string)[]): number[][] {
  if (strata && strata.length !== groupOf.length)
    throw new RangeError(
      `strata: expected one for each of ${groupOf.length} clusters, found ${strata.length}`,
    )
  const members = new Map<number | string, number[]>()
  groupOf.forEach((_, cluster) => {
    const stratum = strata?.[cluster] ?? 0
    const held = members.get(stratum)
    if (held) held.push(cluster)
    else members.set(stratum, [cluster])
  })
  return [...members.values()]
}

/** How often each group occurs. */
export function groupSizes(groups: number[]): Map<number, number> {
  const sizes = new Map<number, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  return sizes
}

/** The groups renumbered 0, 1, … in the order of their numbers. */
export function groupRanks(groupOf: number[]): { groupOf: number[]; levels: number[] } {
  groupOf.forEach((group, cluster) => {
    if (!Number.isFinite(group))
      throw new RangeError(`cluster ${cluster + 1}: expected a group, found ${group}`)
  })
  const levels = [...new Set(groupOf)].sort((a, b) => a - b)
  const rank = new Map(levels.map((level, i) => [level, i]))
  return { groupOf: groupOf.map((group) => rank.get(group)!), levels }
}

/**
 * Walks through every distinct assignment, placing and taking away one cluster at a time, so that what is
 * added up over the clusters need not be added up anew. `groupOf` must be numbered from 0. Hands out the
 * number of assignments seen, now and then.
 */
export function* everyAssignment(
  { groupOf, strata }: Assignment,
  walker: {
    place: (cluster: number, group: number) => void
    remove: (cluster: number, group: number) => void
    visit: () => void
  },
): Generator<number, void, void> {
  const groups = Math.max(-1, ...groupOf) + 1
  const members = strataMembers(groupOf, strata)
  const order = members.flat()
  const left = members.flatMap((stratum) => {
    const free = new Int32Array(groups)
    for (const cluster of stratum) free[groupOf[cluster]]++
    return stratum.map(() => free)
  })
  const chosen = new Int32Array(order.length).fill(-1)
  let visited = 0
  let depth = 0
  while (depth >= 0) {
    if (depth === order.length) {
      walker.visit()
      if (++visited % 256 === 0) yield visited
      depth--
      continue
    }
    const cluster = order[depth]
    const free = left[depth]
    let group = chosen[depth]
    if (group >= 0) {
      free[group]++
      walker.remove(cluster, group)
    }
    do group++
    while (group < groups && free[group] === 0)
    if (group === groups) {
      chosen[depth--] = -1
      continue
    }
    chosen[depth++] = group
    free[group]--
    walker.place(cluster, group)
  }
}

/** Shuffles the groups among the clusters of each stratum, in place. */
export function assignmentShuffler(
  { groupOf, strata }: Assignment,
  random: SeededRandom,
): { groups: Int32Array; shuffle: () => void } {
  const groups = Int32Array.from(groupOf)
  const members = strataMembers(groupOf, strata)
  const shuffle = () => {
    for (const stratum of members)
      for (let i = stratum.length - 1; i > 0; i--) {
        const j = random.integer(i + 1)
        const held = groups[stratum[i]]
        groups[stratum[i]] = groups[stratum[j]]
        groups[stratum[j]] = held
      }
  }
  return { groups, shuffle }
}

/**
 * Of the permutations of the group labels, how many keep every stratum's group sizes: that many assignments
 * are the same partition of clusters under other names, and a statistic blind to names ties on them.
 */
export function labelSymmetries({ groupOf, strata }: Assignment): number {
  const labels = [...new Set(groupOf)]
  const profiles = new Map<string, number>()
  const perStratum = strataMembers(groupOf, strata).map((members) =>
    groupSizes(members.map((cluster) => groupOf[cluster])),
  )
  for (const label of labels) {
    const profile = perStratum.map((sizes) => sizes.get(label) ?? 0).join()
    profiles.set(profile, (profiles.get(profile) ?? 0) + 1)
  }
  let symmetries = 1
  for (const alike of profiles.values()) for (let k = 2; k <= alike; k++) symmetries *= k
  return symmetries
}

/** Whether turning the order of the groups around keeps every stratum's group sizes. */
export function isReversible({ groupOf, strata }: Assignment): boolean {
  const labels = [...new Set(groupOf)].sort((a, b) => a - b)
  return strataMembers(groupOf, strata).every((members) => {
    const sizes = groupSizes(members.map((cluster) => groupOf[cluster]))
    return labels.every((label, i) => (sizes.get(label) ?? 0) === (sizes.get(labels.at(-1 - i)!) ?? 0))
  })
}
