import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  assignmentShuffler,
  countAssignments,
  everyAssignment,
  groupRanks,
  isReversible,
  labelSymmetries,
} from '../../src/design/assignments.ts'
import { seededRandom } from '../../src/seeded-random.ts'

const design = fc
  .array(fc.tuple(fc.nat(2), fc.nat(1)), { maxLength: 7 })
  .map((clusters) => ({ groupOf: clusters.map(([g]) => g), strata: clusters.map(([, s]) => s) }))

function walked(assignment: { groupOf: number[]; strata?: (number | string)[] }): string[] {
  const now: number[] = []
  const seen: string[] = []
  const walk = everyAssignment(assignment, {
    place: (cluster, group) => (now[cluster] = group),
    remove: () => {},
    visit: () => seen.push(now.join()),
  })
  while (!walk.next().done);
  return seen
}

test('six municipalities in three groups of two have 90 assignments, 36 within two strata', () => {
  // R: factorial(6) / 2^3; factorial(3)^2
  expect(countAssignments({ groupOf: [0, 0, 1, 1, 2, 2] })).toBe(90)
  expect(countAssignments({ groupOf: [0, 0, 1, 1, 2, 2], strata: ['a', 'b', 'a', 'b', 'a', 'b'] })).toBe(36)
})

test('two thousand clusters have more assignments than a number can hold, and none have one', () => {
  expect(countAssignments({ groupOf: Array.from({ length: 2000 }, (_, i) => i % 2) })).toBe(Number.MAX_VALUE)
  expect(countAssignments({ groupOf: [] })).toBe(1)
  expect(walked({ groupOf: [] })).toEqual([''])
})

test('the walk visits every assignment once, keeps every stratum, and counts as many as the formula', () => {
  fc.assert(
    fc.property(design, ({ groupOf, strata }) => {
      const seen = walked({ groupOf, strata })
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.length).toBe(countAssignments({ groupOf, strata }))
      const inStratum = (groups: number[], stratum: number) =>
        groups
          .filter((_, cluster) => strata[cluster] === stratum)
          .toSorted()
          .join()
      for (const text of seen) {
        const groups = text === '' ? [] : text.split(',').map(Number)
        for (const stratum of [0, 1]) expect(inStratum(groups, stratum)).toBe(inStratum(groupOf, stratum))
      }
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('shuffled groups stay in their strata', () => {
  const { groups, shuffle } = assignmentShuffler(
    { groupOf: [0, 1, 2, 0, 1, 2], strata: [1, 1, 1, 2, 2, 2] },
    seededRandom(5),
  )
  const seen = new Set<string>()
  for (let i = 0; i < 300; i++) {
    shuffle()
    seen.add(groups.join())
    expect([...groups.slice(0, 3)].toSorted()).toEqual([0, 1, 2])
  }
  expect(seen.size).toBe(36)
})

test('groups of equal size are interchangeable names; unequal ones are not', () => {
  expect(labelSymmetries({ groupOf: [0, 0, 1, 1, 2, 2] })).toBe(6)
  expect(labelSymmetries({ groupOf: [0, 0, 1, 1, 2] })).toBe(2)
  expect(labelSymmetries({ groupOf: [0, 0, 1, 1, 2, 2], strata: [1, 1, 1, 1, 2, 2] })).toBe(2)
  expect(isReversible({ groupOf: [0, 1, 1, 2] })).toBe(true)
  expect(isReversible({ groupOf: [0, 0, 1, 2] })).toBe(false)
})

test('groups are ranked by their numbers', () => {
  expect(groupRanks([30, 10, 20, 10])).toEqual({ groupOf: [2, 0, 1, 0], levels: [10, 20, 30] })
})

test('a group that is no number and a missing stratum are refused by name', () => {
  expect(() => groupRanks([1, NaN])).toThrow(new RangeError('cluster 2: expected a group, found NaN'))
  expect(() => countAssignments({ groupOf: [1, 2, 3], strata: [1, 2] })).toThrow(
    new RangeError('strata: expected one for each of 3 clusters, found 2'),
  )
})
