import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reliableChange } from '../../src/index.ts'

const options = { standardDeviation: 7.5, reliability: 0.8, better: 'lower' } as const

test("Jacobson and Truax's index is the change over SD √(2 (1 - r))", () => {
  // R: (32.5 - 47.5) / (7.5 * sqrt(2 * (1 - .8))); 1991, p. 14, prints 3.16 with its sign turned
  const { units, smallestReliableChange } = reliableChange([47.5], [32.5], options)
  expect(units[0].index).toBeCloseTo(3.16227766016838, 12)
  expect(units[0].outcome).toBe('improved')
  expect(smallestReliableChange).toBeCloseTo(9.29692548456842, 9)
})

test('a reliable improvement that crosses the border is a recovery', () => {
  const outcomes = reliableChange([47.5, 47.5, 30, 40], [32.5, 36, 45, 41], { ...options, cutoff: 35 }).units
  expect(outcomes.map(({ outcome }) => outcome)).toEqual([
    'recovered',
    'improved',
    'deteriorated',
    'unchanged',
  ])
})

test('every unit measured twice has one outcome, and turning the scale turns nothing', () => {
  const score = fc.option(fc.integer({ min: 0, max: 40 }), { nil: null, freq: 6 })
  fc.assert(
    fc.property(fc.array(fc.tuple(score, score), { maxLength: 12 }), (pairs) => {
      const before = pairs.map(([first]) => first)
      const after = pairs.map(([, second]) => second)
      const found = reliableChange(before, after, { ...options, cutoff: 20 })
      const count = Object.values(found.shares).reduce((sum, { successes }) => sum + successes, 0)
      expect(count).toBe(found.n)
      expect(found.n + found.missing).toBe(pairs.length)
      const turn = (scores: (number | null)[]): (number | null)[] =>
        scores.map((s) => (s === null ? null : 40 - s))
      const turned = reliableChange(turn(before), turn(after), { ...options, better: 'higher', cutoff: 20 })
      expect(turned.units.map(({ outcome }) => outcome)).toEqual(found.units.map(({ outcome }) => outcome))
    }),
    { seed: 1, numRuns: 100 },
  )
})

test('with a reliability of 1 any change is reliable and none has an index', () => {
  const { units, warnings } = reliableChange([5, 5], [4, 5], { ...options, reliability: 1 })
  expect(units.map(({ outcome }) => outcome)).toEqual(['improved', 'unchanged'])
  expect(units[0].index).toBeUndefined()
  expect(warnings).toEqual([{ code: 'perfect-reliability' }])
})

test('what cannot be is refused by name', () => {
  expect(() => reliableChange([1], [2], { ...options, standardDeviation: 0 })).toThrow(
    'reliable change: expected a standard deviation above 0, found 0',
  )
  expect(() => reliableChange([1], [2], { ...options, reliability: 2 })).toThrow(
    'reliable change: expected a reliability from 0 to 1, found 2',
  )
  expect(() => reliableChange([1], [], options)).toThrow(
    'changes: expected as many before as after, found 1 and 0',
  )
})
