import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fisherFreemanHalton, fisherTwoByTwo, twoByTwo } from '../../src/index.ts'
import { fixedRuns } from '../arbitrary-table.ts'

const count = fc.integer({ min: 0, max: 12 })
const tables = fc.tuple(count, count, count, count).map(([a, b, c, d]) => [
  [a, b],
  [c, d],
])

test('the tea tasting is that of R', () => {
  // fisher.test(matrix(c(3, 1, 1, 3), 2))$p.value; the odds ratio re-solved to 1e-14
  const result = fisherTwoByTwo([
    [3, 1],
    [1, 3],
  ])
  expect(result.twoSided.p).toBeCloseTo(0.485714285714286, 14)
  expect(result.estimate).toBeCloseTo(6.40831965819968, 12)
  expect(result.interval.lower).toBeCloseTo(0.211735595446578, 12)
  expect(result.interval.upper).toBeCloseTo(626.243530588814, 8)
})

test('a million persons keep the digits', () => {
  // fisher.test(matrix(c(500123, 498500, 499000, 502377), 2))$p.value, and alternative = "greater"
  const result = fisherTwoByTwo([
    [500123, 499000],
    [498500, 502377],
  ])
  expect(result.twoSided.p / 0.000411320719597294).toBeCloseTo(1, 10)
  expect(result.upper.p / 0.000205888769703082).toBeCloseTo(1, 10)
})

test('Fisher of 2 × 2 is Fisher–Freeman–Halton', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const two = fisherTwoByTwo(table)
      const any = fisherFreemanHalton(table)
      expect(two.twoSided.p).toBeCloseTo(any.twoSided.p, 11)
      expect(two.midTwoSided.p).toBeCloseTo(any.midTwoSided.p, 11)
      expect(two.upper.p + two.lower.p - two.point).toBeCloseTo(1, 11)
    }),
    fixedRuns,
  )
})

test('exchanging the rows inverts both odds ratios and the interval', () => {
  fc.assert(
    fc.property(tables, ([first, second]) => {
      const one = twoByTwo([first, second])
      const other = twoByTwo([second, first])
      if (one.estimate && other.estimate) expect(one.estimate * other.estimate).toBeCloseTo(1, 10)
      const { estimate, interval } = one.fisher!
      if (!estimate || interval.upper === undefined) return
      expect(other.fisher!.estimate! * estimate).toBeCloseTo(1, 9)
      expect(other.fisher!.interval.lower * interval.upper).toBeCloseTo(1, 9)
    }),
    fixedRuns,
  )
})

test('an empty cell makes the odds ratio 0 or infinite, and the interval one-sided', () => {
  // fisher.test(matrix(c(4, 1, 0, 6), 2)): odds ratio Inf, 1.269 to Inf
  const high = twoByTwo([
    [4, 0],
    [1, 6],
  ])
  expect(high.estimate).toBe(undefined)
  expect(high.warnings).toEqual([{ code: 'odds-ratio-infinite' }])
  expect(high.logOddsRatioError).toBe(undefined)
  expect(high.fisher!.estimate).toBe(undefined)
  expect(high.fisher!.interval.upper).toBe(undefined)
  expect(high.fisher!.interval.lower).toBeCloseTo(1.26946, 5)
  const low = twoByTwo([
    [0, 5],
    [4, 6],
  ])
  expect(low.estimate).toBe(0)
  expect(low.fisher!.estimate).toBe(0)
  expect(low.fisher!.interval.lower).toBe(0)
})

test('an empty row leaves the share of the other and an interval of everything', () => {
  const result = twoByTwo([
    [0, 0],
    [3, 4],
  ])
  expect(result.risks).toEqual([undefined, 3 / 7])
  expect(result.chiSquare.statistic).toBe(undefined)
  expect(result.fisher).toMatchObject({ estimate: undefined, twoSided: { p: 1 } })
  expect(result.fisher!.interval).toMatchObject({ lower: 0, upper: undefined })
})

test('weights are taken but get no exact test', () => {
  const result = twoByTwo([
    [1.5, 2],
    [3, 4],
  ])
  expect(result.fisher).toBe(undefined)
  expect(result.estimate).toBe(1)
  expect(result.warnings).toEqual([{ code: 'fractional-counts' }])
})

test('tables of another shape are refused', () => {
  expect(() =>
    twoByTwo([
      [1, 2, 3],
      [1, 2, 3],
    ]),
  ).toThrow(new RangeError('2 × 2 table: expected 2 × 2 counts, found 2 × 3'))
  expect(() => fisherTwoByTwo([[1, 2]])).toThrow(
    new RangeError('fisher 2 × 2: expected 2 × 2 counts, found 1 × 2'),
  )
  expect(() =>
    twoByTwo(
      [
        [1, 2],
        [3, 4],
      ],
      { level: 95 },
    ),
  ).toThrow(new RangeError('invalid confidence level; not in (0, 1): 95'))
})
