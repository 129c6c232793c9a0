/**
 * The ways to cut an ordered scale into adjoining categories with given numbers of units: how a published table
 * must have grouped a variable whose cut points were not printed (load degree 1–5 into low, middle, high).
 * Each answer gives the category of every degree; one answer means the cut points are identified. Degrees
 * without units may fall on either side of a cut, which gives several answers; no answer means the printed
 * numbers cannot come from this variable.
 *
 * @param counts units at each degree, in order
 * @param sizes units in each category, in order
 * @throws `monotone groupings: expected whole counts of 0 or more, found -1`
 * @example monotoneGroupings([5, 2, 5, 6, 6], [7, 5, 12]) // [[0, 0, 1, 2, 2]]
 */
export function monotoneGroupings(counts: number[], sizes: number[]): number[][] {
  for (const count of [...counts, ...sizes])
    if (!(Number.isInteger(count) && count >= 0))
      throw new RangeError(`monotone groupings: expected whole counts of 0 or more, found ${count}`)
  let groupings: number[][] = [[]]
  sizes.forEach((size, category) => {
    groupings = groupings.flatMap((categoryOf) => {
      const longer: number[][] = []
      let held = 0
      for (let next = categoryOf.length; next <= counts.length && held <= size; held += counts[next++])
        if (held === size)
          longer.push([...categoryOf, ...Array<number>(next - categoryOf.length).fill(category)])
      return longer
    })
  })
  return groupings.filter(({ length }) => length === counts.length)
}
