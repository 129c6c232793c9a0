/** A variable's counts at one level: of institutions, or of the children in them. */
export type LevelCounts = { counts: number[]; threshold: number }

/**
 * Which categories of a variable must be hidden together, because one alone would be small at some level: one group
 * number for each category. Of a group nothing but the sum is ever shown.
 *
 * The categories with units in them lie in their order in a tree of halves of halves that does not look at the counts.
 * What cannot be shown is hidden with the other half, up the tree until the sum leaves room: a reader knows that none of
 * them is empty (empty ones stay by themselves and are shown), so each can be 1 or as much as leaves 1 for each other,
 * and in both of these tables the same categories are hidden. So not even the rule narrows a count below the threshold.
 *
 * @returns `undefined` if even all of them together are too few: then nothing of the variable may be shown
 * @throws `merged categories: expected 3 counts at each level, found 2`
 * @example mergedCategories([{ counts: [8, 6, 2, 0], threshold: 5 }]) // [0, 1, 1, 2]: the 2 goes with the 6
 */
export function mergedCategories(levels: LevelCounts[]): number[] | undefined {
  const categories = levels[0]?.counts.length ?? 0
  for (const { counts } of levels)
    if (counts.length !== categories)
      throw new RangeError(
        `merged categories: expected ${categories} counts at each level, found ${counts.length}`,
      )
  const places = Array.from({ length: categories }, (_, at) => at)
  const peopled = places.filter((at) => levels.some(({ counts }) => counts[at] > 0))
  const together = groupsOf(peopled, levels)
  if (!together) return undefined
  const headOf = (at: number) => together.find((group) => group.includes(at))?.[0] ?? at
  const heads = [...new Set(places.map(headOf))]
  return places.map((at) => heads.indexOf(headOf(at)))
}

/** The groups of some neighbours; nothing if they must be hidden together with others. */
function groupsOf(places: number[], levels: LevelCounts[]): number[][] | undefined {
  if (places.length === 0) return []
  if (places.length === 1) return levels.some((level) => isSmall(level, places[0])) ? undefined : [places]
  // The last one stands for missing values, often few: it has a neighbour of its own.
  const half = Math.floor(places.length / 2)
  const [one, other] = [places.slice(0, half), places.slice(half)].map((part) => groupsOf(part, levels))
  if (one && other) return [...one, ...other]
  return levels.every((level) => isRoomy(level, places)) ? [places] : undefined
}

function isSmall({ counts, threshold }: LevelCounts, at: number): boolean {
  return counts[at] > 0 && counts[at] < threshold
}

function isRoomy({ counts, threshold }: LevelCounts, places: number[]): boolean {
  const sum = places.reduce((total, at) => total + counts[at], 0)
  return sum === 0 || sum - places.length >= threshold
}
