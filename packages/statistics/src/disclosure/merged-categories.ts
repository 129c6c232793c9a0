/** A variable's counts at one level: of institutions, or of the children in them. */
export type LevelCounts = { counts: number[]; threshold: number }

/**
 * Which categories of a variable must be hidden together, because one alone would be small at some level: one group
 * number for each category. Hidden categories form one group, so that nothing but their sum is ever shown. A reader knows
 * that none of them is empty (empty ones stay by themselves and are shown), so each can be 1 or as much as leaves 1 for
 * each other: the group is made large enough for that range to be as wide as the threshold.
 *
 * @returns `undefined` if even all of them together are too few: then nothing of the variable may be shown
 * @throws `merged categories: expected 3 counts at each level, found 2`
 * @example mergedCategories([{ counts: [2, 8, 6, 0], threshold: 5 }]) // [0, 1, 0, 2]: the 2 goes with the 6
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
  const isSmall = (at: number) =>
    levels.some(({ counts, threshold }) => counts[at] > 0 && counts[at] < threshold)
  const together = peopled.filter(isSmall)
  if (together.length > 0) {
    const others = peopled
      .filter((at) => !together.includes(at))
      .sort((a, b) => levels[0].counts[a] - levels[0].counts[b] || a - b)
    const isEnough = () =>
      together.length > 1 &&
      levels.every(({ counts, threshold }) => {
        const sum = together.reduce((total, at) => total + counts[at], 0)
        return sum === 0 || sum - together.length >= threshold
      })
    while (!isEnough()) {
      const next = others.shift()
      if (next === undefined) return undefined
      together.push(next)
    }
  }
  const heads = [...new Set(places.map((at) => (together.includes(at) ? Math.min(...together) : at)))]
  return places.map((at) => heads.indexOf(together.includes(at) ? Math.min(...together) : at))
}
