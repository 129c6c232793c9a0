import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergedCategories } from '../../src/index.ts'

test('a small category goes with the smallest of the others', () => {
  expect(mergedCategories([{ counts: [2, 8, 6, 0], threshold: 5 }])).toEqual([0, 1, 0, 2])
  expect(mergedCategories([{ counts: [8, 6, 7], threshold: 5 }])).toEqual([0, 1, 2])
  expect(mergedCategories([{ counts: [3, 9, 4], threshold: 5 }])).toEqual([0, 1, 0])
})

test('a category small at one level is small', () => {
  expect(
    mergedCategories([
      { counts: [2, 4, 5], threshold: 3 },
      { counts: [40, 90, 80], threshold: 5 },
    ]),
  ).toEqual([0, 0, 1])
})

test('too few units for any two groups leave nothing to show', () => {
  expect(mergedCategories([{ counts: [2, 1], threshold: 5 }])).toBeUndefined()
  expect(mergedCategories([{ counts: [4, 0], threshold: 5 }])).toBeUndefined()
  expect(mergedCategories([{ counts: [0, 0], threshold: 5 }])).toEqual([0, 1])
  expect(mergedCategories([])).toEqual([])
})

test('every group is empty or large enough at every level, and only one has several categories', () => {
  const counts = fc.array(fc.nat(9), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(counts, counts, (own, inner) => {
      const levels = [
        { counts: own, threshold: 3 },
        { counts: inner, threshold: 5 },
      ]
      const groups = mergedCategories(levels)
      if (!groups) return
      for (const { counts, threshold } of levels)
        for (const group of groups) {
          const sum = counts.reduce((total, count, at) => total + (groups[at] === group ? count : 0), 0)
          expect(sum === 0 || sum >= threshold).toBe(true)
          const size = groups.filter((other) => other === group).length
          // From 1 to what leaves 1 for each of the others.
          if (sum > 0 && size > 1) expect(sum - (size - 1) - 1).toBeGreaterThanOrEqual(threshold)
        }
      const several = new Set(groups.filter((group, at) => groups.indexOf(group) !== at))
      expect(several.size).toBeLessThanOrEqual(1)
    }),
    { seed: 31, numRuns: 200 },
  )
})

test('levels that do not speak of the same categories are refused', () => {
  expect(() =>
    mergedCategories([
      { counts: [1, 2, 3], threshold: 3 },
      { counts: [1, 2], threshold: 3 },
    ]),
  ).toThrow(new RangeError('merged categories: expected 3 counts at each level, found 2'))
})
