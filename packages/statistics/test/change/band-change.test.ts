import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandChange } from '../../src/index.ts'

const table = [
  [4, 1, 0],
  [3, 5, 1],
  [2, 2, 6],
]

test('moves to better and worse bands are counted with their intervals and tests', () => {
  const found = bandChange(table, { better: 'first' })
  expect([found.better.successes, found.same.successes, found.worse.successes]).toEqual([7, 15, 2])
  expect(found.meanSteps).toBeCloseTo((3 + 2 + 2 * 2 - 2) / 24, 12)
  // binom.test(7, 9)$conf.int; binom.test(2, 9)$p.value
  expect(found.betterOfMoved.intervals!.exact.lower).toBeCloseTo(0.399906426284, 8)
  expect(found.tests.direction.twoSided.p).toBeCloseTo(0.1796875, 12)
})

test('the change of the share beyond a border is the difference of the margins', () => {
  const { borders } = bandChange(table, { better: 'first' })
  expect(borders.map(({ after }) => after)).toEqual([1, 2])
  expect(borders[0].difference.estimate).toBeCloseTo((19 - 15) / 24, 12)
  expect(borders[1].difference.estimate).toBeCloseTo((10 - 7) / 24, 12)
})

test('turning the order of the bands with the sense of better changes nothing', () => {
  const square = fc.array(fc.array(fc.nat(6), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(square, (counts) => {
      const found = bandChange(counts, { better: 'first' })
      const turned = bandChange(
        [...counts].reverse().map((row) => [...row].reverse()),
        { better: 'last' },
      )
      expect(turned.better).toEqual(found.better)
      expect(turned.meanSteps ?? 0).toBeCloseTo(found.meanSteps ?? 0, 12)
      found.borders.forEach(({ difference }, k) =>
        expect(turned.borders.at(-1 - k)!.difference.estimate ?? 0).toBeCloseTo(difference.estimate ?? 0, 12),
      )
    }),
    { seed: 1, numRuns: 40 },
  )
})

test('an empty table has no shares, and one that is not square is refused', () => {
  const empty = bandChange(
    [
      [0, 0],
      [0, 0],
    ],
    { better: 'first' },
  )
  expect([empty.better.estimate, empty.meanSteps, empty.borders[0].difference.estimate]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(() =>
    bandChange(
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
      { better: 'first' },
    ),
  ).toThrow('marginal homogeneity: expected a square table, found 2 × 3')
})
