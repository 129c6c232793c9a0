import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monotoneGroupings } from '../../src/index.ts'

test('load degrees 1 to 5 can be cut into 7, 5 and 12 institutions in one way', () => {
  // R: cumsum(c(5, 2, 5, 6, 6))  # 5 7 12 18 24: the cuts lie at 7 and 12
  expect(monotoneGroupings([5, 2, 5, 6, 6], [7, 5, 12])).toEqual([[0, 0, 1, 2, 2]])
})

test('a degree without units may fall on either side of a cut', () => {
  expect(monotoneGroupings([3, 0, 2], [3, 2])).toEqual([
    [0, 1, 1],
    [0, 0, 1],
  ])
})

test('sizes that no cut gives have no grouping', () => {
  expect(monotoneGroupings([5, 2, 5], [6, 6])).toEqual([])
  expect(monotoneGroupings([5, 2], [5])).toEqual([])
})

test('any grouping that was made is found, and every one found has the sizes', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(3), { maxLength: 3 }), { minLength: 1, maxLength: 4 }), (groups) => {
      const counts = groups.flat()
      const sizes = groups.map((group) => group.reduce((a, b) => a + b, 0))
      const found = monotoneGroupings(counts, sizes)
      expect(found).toContainEqual(groups.flatMap((group, category) => group.map(() => category)))
      expect(new Set(found.map((categoryOf) => categoryOf.join())).size).toBe(found.length)
      for (const categoryOf of found)
        sizes.forEach((size, category) =>
          expect(counts.reduce((sum, count, i) => sum + (categoryOf[i] === category ? count : 0), 0)).toBe(
            size,
          ),
        )
    }),
    { seed: 1, numRuns: 80 },
  )
})

test('nothing is grouped into nothing in one way, and fractions are refused', () => {
  expect(monotoneGroupings([], [])).toEqual([[]])
  expect(() => monotoneGroupings([1.5], [1.5])).toThrow(
    new RangeError('monotone groupings: expected whole counts of 0 or more, found 1.5'),
  )
})
