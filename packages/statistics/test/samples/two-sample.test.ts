import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cliffsDelta, hodgesLehmannShift, rankSumTest, twoSample, welchTest } from '../../src/index.ts'
import { rankSumChances } from '../../src/samples/rank-sum-chances.ts'

// Hollander and Wolfe 1973, p. 69 (permeability)
const a = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
const b = [1.15, 0.88, 0.9, 0.74, 1.21]

test('two samples without ties are compared as in R', () => {
  const found = twoSample(a, b)
  // wilcox.test(a, b, conf.int = TRUE); t.test(a, b)
  expect(found.rankSum.estimate).toBe(35)
  expect(found.rankSum.permutation!.twoSided.p).toBeCloseTo(0.254412254412254, 12)
  expect(found.shift.estimate).toBeCloseTo(0.305, 12)
  expect(found.shift.interval!.lower).toBeCloseTo(-0.15, 12)
  expect(found.shift.interval!.upper).toBeCloseTo(0.76, 12)
  expect(found.welch.t).toBeCloseTo(2.04138309221007, 12)
  expect(found.welch.df).toBeCloseTo(12.9705384432575, 11)
  expect(found.welch.interval!.lower).toBeCloseTo(-0.019724996335104, 11)
  expect(found.cliffsDelta).toMatchObject({ estimate: expect.closeTo(0.4, 12) })
})

test('two samples with ties are compared as in R and coin', () => {
  const { rankSum } = twoSample([3, 5, 8, 2, 9, 4, 3], [1, 4, 2, 6, 3])
  // wilcox.test(exact = FALSE, correct = FALSE / TRUE); coin::wilcox_test(distribution = "exact")
  expect(rankSum.estimate).toBe(24)
  expect(rankSum.pNormal!.p).toBeCloseTo(0.286040773572044, 12)
  expect(rankSum.pNormalContinuity!.p).toBeCloseTo(0.324731081537408, 12)
  expect(rankSum.permutation!.twoSided.p).toBeCloseTo(0.315656565656566, 12)
})

test('the chances of U are those of R, add up to one and are the same from either end', () => {
  const chances = rankSumChances(12, 15)
  // dwilcox(0, 12, 15); dwilcox(50, 12, 15); pwilcox(30, 12, 15)
  expect(chances[0] / 5.75246234150528e-8).toBeCloseTo(1, 12)
  expect(chances[50]).toBeCloseTo(0.00299582486283254, 14)
  expect(chances.slice(0, 31).reduce((sum, p) => sum + p, 0)).toBeCloseTo(0.00128302920064934, 14)
  for (const [m, n] of [
    [1, 1],
    [3, 4],
    [12, 15],
    [40, 7],
  ]) {
    const all = rankSumChances(m, n)
    expect(all.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12)
    expect(all).toEqual(rankSumChances(n, m))
    expect([...all].reverse()).toEqual([...all])
  }
})

const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 14 })
const tied = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 9 })

test('without ties the permutation p is that of the test with ties', () => {
  fc.assert(
    fc.property(distinct, fc.integer({ min: 1, max: 3 }), (values, m) => {
      const { permutation } = twoSample(values.slice(0, m), values.slice(m)).rankSum
      const general = rankSumTest(values.slice(0, m), values.slice(m))
      expect(permutation!.twoSided.p).toBeCloseTo(general.twoSided.p, 10)
      expect(permutation!.upper.p).toBeCloseTo(general.upper.p, 10)
    }),
    { seed: 1, numRuns: 40 },
  )
})

test('exchanging the samples turns the effects around', () => {
  fc.assert(
    fc.property(tied, tied, (first, second) => {
      const here = twoSample(first, second)
      const there = twoSample(second, first)
      expect(here.cliffsDelta.estimate).toBeCloseTo(-there.cliffsDelta.estimate!, 12)
      expect(here.shift.estimate).toBeCloseTo(-there.shift.estimate!, 12)
      expect(here.rankSum.permutation!.twoSided.p).toBeCloseTo(there.rankSum.permutation!.twoSided.p, 10)
    }),
    { seed: 2, numRuns: 50 },
  )
})

test('the shift is the median of the listed differences, with any ties', () => {
  fc.assert(
    fc.property(tied, tied, (first, second) => {
      const listed = first.flatMap((x) => second.map((y) => x - y)).sort((x, y) => x - y)
      const middle = (listed[(listed.length - 1) >> 1] + listed[listed.length >> 1]) / 2
      expect(hodgesLehmannShift(first, second).estimate).toBe(middle)
      const wins = listed.filter((d) => d > 0).length - listed.filter((d) => d < 0).length
      expect(cliffsDelta(first, second).estimate).toBeCloseTo(wins / listed.length, 12)
    }),
    { seed: 3, numRuns: 80 },
  )
})

test('a hundred thousand tied values on either side give their shift without listing the pairs', () => {
  const scores = (from: number): number[] => Array.from({ length: 100_000 }, (_, i) => from + (i % 5))
  expect(hodgesLehmannShift(scores(3), scores(1))).toMatchObject({
    estimate: 2,
    interval: { lower: 2, upper: 2 },
  })
})

test('samples that do not overlap have a delta of 1 without an interval', () => {
  const apart = cliffsDelta([5, 6, 7], [1, 2])
  expect(apart).toMatchObject({ estimate: 1, probabilityOfSuperiority: 1, interval: undefined })
  expect(apart.warnings).toEqual([{ code: 'no-overlap' }])
})

test('an empty sample leaves everything undefined, equal values leave no normal p and no t', () => {
  const empty = twoSample([], [1, 2])
  expect(empty.rankSum).toMatchObject({ estimate: undefined, permutation: undefined, pNormal: undefined })
  expect([empty.shift.estimate, empty.welch.estimate, empty.cliffsDelta.estimate]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  const equal = twoSample([2, 2, 2], [2, null, 2])
  expect(equal.rankSum).toMatchObject({
    estimate: 3,
    pNormal: undefined,
    permutation: { twoSided: { p: 1 } },
  })
  expect(equal.welch).toMatchObject({ estimate: 0, t: undefined, pValue: undefined })
  expect(equal.missing).toEqual({ first: 0, second: 1 })
})

test('from two thousand values on nothing is permuted', () => {
  const many = Array.from({ length: 1500 }, (_, i) => i % 7)
  expect(twoSample(many, many).rankSum).toMatchObject({ permutation: undefined, pNormal: { p: 1 } })
})

test('what is not a measurement is refused by name', () => {
  expect(() => twoSample([1, Infinity], [1])).toThrow(
    'measurements: expected a finite number or nothing at position 2, found Infinity',
  )
  expect(() => welchTest([1], [2], { level: 95 })).toThrow('invalid confidence level; not in (0, 1): 95')
  expect(() => cliffsDelta([1], [2], { level: 1 })).toThrow('invalid confidence level; not in (0, 1): 1')
  expect(() => hodgesLehmannShift([1], [2], { level: 0 })).toThrow(
    'invalid confidence level; not in (0, 1): 0',
  )
})
