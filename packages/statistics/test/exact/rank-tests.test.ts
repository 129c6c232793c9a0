import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  jonckheereTest,
  rankSumTest,
  signFlipTest,
  signTest,
  signedRankDistribution,
} from '../../src/index.ts'
import { fixedRuns } from '../arbitrary-table.ts'

const values = (most: number) => fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: most })
const runs = { ...fixedRuns, numRuns: 40 }

test('the rank-sum test with ties is that of R', () => {
  // coin: pvalue(wilcox_test(v ~ g, distribution = "exact")); wilcox.test(a, b)$statistic
  const result = rankSumTest([1, 2, 2, 3, 5], [2, 3, 3, 4, 5, 5, 1])
  expect(result.estimate).toBe(12.5)
  expect(result.twoSided.p).toBeCloseTo(0.465909090909091, 12)
})

test('the rank-sum p is that of all relabellings', () => {
  fc.assert(
    fc.property(values(5), values(5), (a, b) => {
      const all = [...a, ...b]
      const u = (first: number[], second: number[]) =>
        first.reduce((sum, x) => sum + second.reduce((s, y) => s + (x > y ? 1 : x === y ? 0.5 : 0), 0), 0)
      const observed = u(a, b)
      let cases = 0
      let upper = 0
      let far = 0
      for (let mask = 0; mask < 2 ** all.length; mask++) {
        const first = all.filter((_, i) => mask & (1 << i))
        if (first.length !== a.length) continue
        const value = u(
          first,
          all.filter((_, i) => !(mask & (1 << i))),
        )
        const centre = (a.length * b.length) / 2
        cases++
        if (value >= observed) upper++
        if (Math.abs(value - centre) >= Math.abs(observed - centre)) far++
      }
      const result = rankSumTest(a, b)
      expect(result.upper.p).toBeCloseTo(upper / cases, 11)
      expect(result.twoSided.p).toBeCloseTo(far / cases, 11)
    }),
    runs,
  )
})

test('swapping the samples swaps the tails of the rank-sum test', () => {
  fc.assert(
    fc.property(values(12), values(12), (a, b) => {
      const one = rankSumTest(a, b)
      const other = rankSumTest(b, a)
      expect(other.lower.p).toBeCloseTo(one.upper.p, 11)
      expect(other.estimate! + one.estimate!).toBe(a.length * b.length)
    }),
    runs,
  )
})

test('an empty sample leaves the rank-sum test nothing to choose', () => {
  expect(rankSumTest([], [1, 2])).toMatchObject({
    estimate: 0,
    twoSided: { p: 1 },
    warnings: [{ code: 'empty-group' }],
  })
  expect(() => rankSumTest([1, NaN], [2])).toThrow(
    new RangeError('rank-sum test: expected finite values, found NaN'),
  )
})

test('the rank-sum test of large samples is drawn, within its error of the normal one', () => {
  const a = Array.from({ length: 400 }, (_, i) => (i * 7919) % 1009)
  const b = Array.from({ length: 300 }, (_, i) => ((i * 104729) % 1013) + 25)
  const result = rankSumTest(a, b, { draws: 4000, seed: 9 })
  expect(result.exact).toBe(false)
  expect(result.twoSided).toMatchObject({ draws: 4000, seed: 9 })
  const { pNormal } = jonckheereTest([b, a], { workLimit: 0, draws: 1 })
  expect(Math.abs(result.twoSided.p - pNormal!.p)).toBeLessThan(4 * result.twoSided.se!)
})

test('Jonckheere–Terpstra with ties is that of all 1680 ways to deal out the values', () => {
  // R: J over combn(9, 3) × combn(6, 3): 24 0.00952380952380952 0.019047619047619
  const result = jonckheereTest([
    [1, 2, 2],
    [2, 3, 4],
    [3, 5, 4],
  ])
  expect(result.estimate).toBe(24)
  expect(result.upper.p).toBeCloseTo(0.00952380952380952, 14)
  expect(result.twoSided.p).toBeCloseTo(0.019047619047619, 14)
})

test('reversing the groups swaps the tails of Jonckheere–Terpstra', () => {
  fc.assert(
    fc.property(values(4), values(4), values(4), (a, b, c) => {
      const up = jonckheereTest([a, b, c])
      const down = jonckheereTest([c, b, a])
      expect(down.upper.p).toBeCloseTo(up.lower.p, 11)
      expect(down.z ?? 0).toBeCloseTo(-(up.z ?? 0), 11)
    }),
    runs,
  )
})

test('two groups of Jonckheere–Terpstra are the rank-sum test', () => {
  fc.assert(
    fc.property(values(6), values(6), (a, b) => {
      expect(jonckheereTest([a, b]).twoSided.p).toBeCloseTo(rankSumTest(b, a).twoSided.p, 11)
      expect(jonckheereTest([a, b]).estimate).toBe(rankSumTest(b, a).estimate)
    }),
    runs,
  )
})

test('Jonckheere–Terpstra of one group is certain', () => {
  expect(jonckheereTest([[1, 2], []])).toMatchObject({
    twoSided: { p: 1 },
    warnings: [{ code: 'one-category' }],
  })
  expect(() => jonckheereTest([[1], [Infinity]])).toThrow(
    new RangeError('jonckheere test: expected finite values, found Infinity'),
  )
})

test('the sign test is that of R', () => {
  // binom.test(9, 11)$p.value
  const result = signTest({ positive: 9, negative: 2, zero: 4 })
  expect(result.twoSided.p).toBeCloseTo(0.0654296875, 14)
  expect(result).toMatchObject({ n: 15, estimate: 9 / 11 })
})

test('the sign test of a hundred thousand keeps the digits of its tail', () => {
  // binom.test(51500, 100000)$p.value
  expect(signTest({ positive: 51_500, negative: 48_500 }).twoSided.p / 2.43842643134347e-21).toBeCloseTo(1, 8)
})

test('the sign test of no differences is certain, of half a difference refused', () => {
  expect(signTest({ positive: 0, negative: 0, zero: 3 })).toMatchObject({
    estimate: undefined,
    twoSided: { p: 1 },
    warnings: [{ code: 'no-untied-pairs' }],
  })
  expect(() => signTest({ positive: 0.5, negative: 1 })).toThrow(
    new RangeError('sign test: expected whole counts of 0 or more, found 0.5'),
  )
})

test('chances of signed ranks sum to one and are symmetric', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }), (doubled) => {
      const { chances, lowest, step } = signedRankDistribution(doubled.map((score) => score / 2))
      expect(lowest).toBe(0)
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12)
      expect([...chances]).toEqual([...chances].reverse())
      expect((chances.length - 1) * step).toBe(doubled.reduce((sum, score) => sum + score, 0) / 2)
    }),
    runs,
  )
  expect([...signedRankDistribution([1, 2, 3]).chances]).toEqual(
    [1, 1, 1, 2, 1, 1, 1].map((ways) => ways / 8),
  )
  expect(() => signedRankDistribution([0.3])).toThrow(
    new RangeError('signed-rank distribution: expected scores of 0 or more in steps of 0.5, found 0.3'),
  )
})

test('flipping signs by sums, by halves and by listing agree', () => {
  const sizes = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(sizes, (whole) => {
      const observed = Math.abs(whole.reduce((sum, value) => sum + value, 0))
      let far = 0
      for (let mask = 0; mask < 2 ** whole.length; mask++)
        if (
          Math.abs(whole.reduce((sum, value, i) => sum + (mask & (1 << i) ? value : -value), 0)) >= observed
        )
          far++
      expect(signFlipTest(whole).twoSided.p).toBeCloseTo(far / 2 ** whole.length, 12)
      // Multiples of √2 have no common step: the two halves are listed.
      const odd = signFlipTest(whole.map((value) => value * Math.SQRT2))
      expect(odd.exact).toBe(true)
      expect(odd.twoSided.p).toBeCloseTo(far / 2 ** whole.length, 12)
      expect(odd.midUpper.p).toBeCloseTo(signFlipTest(whole).midUpper.p, 12)
    }),
    runs,
  )
})

test('sixty uneven differences are drawn, six hundred tied ones are not', () => {
  const uneven = Array.from({ length: 60 }, (_, i) => Math.sin(i * i) + 0.1)
  expect(signFlipTest(uneven, { draws: 2000 }).exact).toBe(false)
  const tied = Array.from({ length: 600 }, (_, i) => ((i * 7) % 5) - 1.9)
  expect(signFlipTest(tied).exact).toBe(true)
  expect(() => signFlipTest([1, NaN])).toThrow(
    new RangeError('sign-flip test: expected finite values, found NaN'),
  )
})
