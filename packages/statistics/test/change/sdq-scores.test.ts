import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sdqScores } from '../../src/index.ts'

const _ = null
const place = (answers: Record<number, number | null>): (number | null)[] =>
  Array.from({ length: 25 }, (__, i) => (i + 1 in answers ? answers[i + 1] : 0))

test('the five scales are made of their items, five of them turned around', () => {
  const one = (item: number): object => {
    const { emotional, conduct, hyperactivity, peer, prosocial } = sdqScores(place({ [item]: 2 }))
    return { emotional, conduct, hyperactivity, peer, prosocial }
  }
  const none = { emotional: 0, conduct: 2, hyperactivity: 4, peer: 4, prosocial: 0 }
  expect(one(0)).toEqual(none)
  for (const item of [3, 8, 13, 16, 24]) expect(one(item)).toEqual({ ...none, emotional: 2 })
  for (const item of [5, 12, 18, 22]) expect(one(item)).toEqual({ ...none, conduct: 4 })
  for (const item of [2, 10, 15]) expect(one(item)).toEqual({ ...none, hyperactivity: 6 })
  for (const item of [6, 19, 23]) expect(one(item)).toEqual({ ...none, peer: 6 })
  for (const item of [1, 4, 9, 17, 20]) expect(one(item)).toEqual({ ...none, prosocial: 2 })
  expect(one(7)).toEqual({ ...none, conduct: 0 })
  for (const item of [21, 25]) expect(one(item)).toEqual({ ...none, hyperactivity: 2 })
  for (const item of [11, 14]) expect(one(item)).toEqual({ ...none, peer: 2 })
})

test('a scale with three or four of five items is the mean of those times five, a half rounded up', () => {
  // Emotional items 3, 8, 13, 16, 24: floor(0.5 + 5 * mean(x, na.rm = TRUE))
  expect(sdqScores(place({ 3: 2, 8: 1, 13: _, 16: _, 24: 0 })).emotional).toBe(5)
  expect(sdqScores(place({ 3: 2, 8: 2, 13: 1, 16: _, 24: _ })).emotional).toBe(8)
  expect(sdqScores(place({ 3: 1, 8: 1, 13: 0, 16: 0, 24: _ })).emotional).toBe(3)
})

test('a scale with two of five items is undefined, and so is every total it belongs to', () => {
  const scores = sdqScores(place({ 3: 1, 8: _, 13: _, 16: _, 24: 1 }))
  expect(scores).toMatchObject({
    emotional: undefined,
    totalProblems: undefined,
    internalising: undefined,
    answered: 22,
  })
  expect(scores.externalising).toBe(6)
})

test('totals are sums of scales and stay within their ranges', () => {
  const answer = fc.option(fc.integer({ min: 0, max: 2 }), { nil: null, freq: 8 })
  fc.assert(
    fc.property(fc.array(answer, { minLength: 25, maxLength: 25 }), (items) => {
      const { emotional, conduct, hyperactivity, peer, prosocial, totalProblems } = sdqScores(items)
      for (const scale of [emotional, conduct, hyperactivity, peer, prosocial])
        if (scale !== undefined) expect(scale >= 0 && scale <= 10 && Number.isInteger(scale)).toBe(true)
      if (totalProblems !== undefined)
        expect(totalProblems).toBe(emotional! + conduct! + hyperactivity! + peer!)
    }),
    { seed: 1, numRuns: 100 },
  )
})

test('no answers give no scores, and wrong ones are refused by name', () => {
  expect(sdqScores(Array(25).fill(undefined))).toMatchObject({ prosocial: undefined, answered: 0 })
  expect(() => sdqScores(Array(24).fill(0))).toThrow('sdq: expected 25 items, found 24')
  expect(() => sdqScores(place({ 3: 6 }))).toThrow('sdq: expected 0, 1, 2 or nothing for item 3, found 6')
})
