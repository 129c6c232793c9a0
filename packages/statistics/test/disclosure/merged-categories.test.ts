import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergedCategories } from '../../src/index.ts'

test('a small category goes with its neighbour, and with more of them where that is not enough', () => {
  expect(mergedCategories([{ counts: [8, 6, 2, 0], threshold: 5 }])).toEqual([0, 1, 1, 2])
  expect(mergedCategories([{ counts: [8, 6, 7], threshold: 5 }])).toEqual([0, 1, 2])
  expect(mergedCategories([{ counts: [9, 9, 3, 9], threshold: 5 }])).toEqual([0, 1, 2, 2])
  expect(mergedCategories([{ counts: [9, 9, 1, 2], threshold: 5 }])).toEqual([0, 0, 0, 0])
})

test('one who knows the rule finds a range as wide as the threshold for every hidden category', () => {
  const threshold = 3
  let hidden = 0
  const known = new Map<string, string | undefined>()
  const patternOf = (counts: number[]) => {
    const key = counts.join()
    if (!known.has(key)) known.set(key, mergedCategories([{ counts, threshold }])?.join())
    return known.get(key)
  }
  for (const counts of vectors(4, 11)) {
    const groups = mergedCategories([{ counts, threshold }])
    if (!groups) continue
    for (const group of new Set(groups)) {
      const own = groups.flatMap((other, place) => (other === group ? [place] : []))
      if (own.length === 1) continue
      const sum = own.reduce((total, place) => total + counts[place], 0)
      const alike = [...vectors(own.length, sum)]
        .filter((part) => part.reduce((a, b) => a + b, 0) === sum)
        .map((part) => counts.map((count, at) => (own.includes(at) ? part[own.indexOf(at)] : count)))
        .filter((world) => patternOf(world) === groups.join())
      for (const at of own) {
        const told = alike.map((world) => world[at])
        expect(Math.max(...told) - Math.min(...told), `${counts}`).toBeGreaterThanOrEqual(threshold)
        hidden++
      }
    }
  }
  expect(hidden).toBeGreaterThan(500)
})

/** Every so many counts with at most that sum. */
function* vectors(places: number, most: number): Generator<number[]> {
  if (places === 0) yield []
  else
    for (let first = 0; first <= most; first++)
      for (const rest of vectors(places - 1, most - first)) yield [first, ...rest]
}

test('a category small at one level is small', () => {
  expect(
    mergedCategories([
      { counts: [5, 2, 4], threshold: 3 },
      { counts: [80, 40, 90], threshold: 5 },
    ]),
  ).toEqual([0, 1, 1])
})

test('too few units for any two groups leave nothing to show', () => {
  expect(mergedCategories([{ counts: [2, 1], threshold: 5 }])).toBeUndefined()
  expect(mergedCategories([{ counts: [4, 0], threshold: 5 }])).toBeUndefined()
  expect(mergedCategories([{ counts: [0, 0], threshold: 5 }])).toEqual([0, 1])
  expect(mergedCategories([])).toEqual([])
})

test('every group is empty or large enough at every level', () => {
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
