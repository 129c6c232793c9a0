import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { adjustedResiduals, chiSquare, cramersV, expectedCounts } from '../../src/index.ts'
import { noncentralChiSquareTail } from '../../src/tables/noncentral-chi-square.ts'
import { fixedRuns, smallTable } from '../arbitrary-table.ts'

const table = [
  [12, 5, 3],
  [7, 9, 6],
  [1, 4, 15],
]
const tables = smallTable({ rows: 5, columns: 5, count: 6 })

test('both χ² and V are those of R', () => {
  // chisq.test(t); 2 * sum(t * log(t / E)); sqrt(X2 / n / 2); Bergsma's formula written out
  const result = chiSquare(table)
  expect(result.estimate).toBeCloseTo(21.5747474747475, 11)
  expect(result.pValue!.p / 0.000243511886596646).toBeCloseTo(1, 11)
  expect(result.likelihoodRatio.estimate).toBeCloseTo(22.6205273132333, 11)
  expect(result.likelihoodRatio.pValue!.p / 0.000150758656885127).toBeCloseTo(1, 11)
  expect(cramersV(table).estimate).toBeCloseTo(0.417120964457433, 13)
  expect(cramersV(table).biasCorrected).toBeCloseTo(0.382085797410447, 13)
})

test('adjusted residuals are those of R', () => {
  // chisq.test(t)$stdres
  const residuals = adjustedResiduals(table)
  expect(residuals[0][0]).toBeCloseTo(3.22459370078579, 12)
  expect(residuals[2][1]).toBeCloseTo(-1.08121393305098, 12)
})

test('expected counts have the margins of the table', () => {
  fc.assert(
    fc.property(tables, (counts) => {
      const expected = expectedCounts(counts)
      counts.forEach((row, i) =>
        expect(expected[i].reduce((sum, count) => sum + count, 0)).toBeCloseTo(
          row.reduce((sum, count) => sum + count, 0),
          10,
        ),
      )
    }),
    fixedRuns,
  )
})

test('χ² does not mind the order of rows, transposition or empty lines, and grows with the counts', () => {
  fc.assert(
    fc.property(tables, (counts) => {
      const one = chiSquare(counts)
      const turned = chiSquare(counts[0].map((_, j) => counts.map((row) => row[j])))
      const gapped = chiSquare([...counts, counts[0].map(() => 0)].toReversed())
      for (const other of [turned, gapped]) {
        expect(other.estimate ?? -1).toBeCloseTo(one.estimate ?? -1, 9)
        expect(other.likelihoodRatio.estimate ?? -1).toBeCloseTo(one.likelihoodRatio.estimate ?? -1, 9)
        expect(other.df).toBe(one.df)
      }
      const triple = chiSquare(counts.map((row) => row.map((count) => 3 * count)))
      expect(triple.estimate ?? -1).toBeCloseTo(one.estimate === undefined ? -1 : 3 * one.estimate, 9)
    }),
    fixedRuns,
  )
})

test('V lies between 0 and 1 and its correction below it', () => {
  fc.assert(
    fc.property(tables, (counts) => {
      const { estimate, biasCorrected } = cramersV(counts)
      if (estimate === undefined) return
      expect(estimate).toBeGreaterThanOrEqual(0)
      expect(estimate).toBeLessThanOrEqual(1 + 1e-12)
      if (biasCorrected !== undefined) expect(biasCorrected).toBeLessThanOrEqual(estimate + 1e-9)
    }),
    fixedRuns,
  )
})

test('the interval of V inverts the noncentral χ² of R', () => {
  // uniroot(function(l) pchisq(21.5747474747475, 4, l, lower = FALSE) - c(.025, .975)): l, then sqrt(l / n / 2)
  const { interval } = cramersV(table)
  expect(interval!.lower).toBeCloseTo(0.199667874054114, 9)
  expect(interval!.upper).toBeCloseTo(0.568225737855623, 9)
  expect(noncentralChiSquareTail(100, 9, 60)).toBeCloseTo(0.0359224644235943, 13)
  expect(noncentralChiSquareTail(1e5, 4, 1e5)).toBeCloseTo(0.501892345441, 11)
})

test('V of too even a table has no interval, of a diagonal one that ends at 1', () => {
  const even = cramersV([
    [3, 3],
    [3, 3],
  ])
  expect(even).toMatchObject({ estimate: 0, interval: undefined })
  expect(even.warnings).toContainEqual({ code: 'chi-square-too-small' })
  expect(
    cramersV([
      [9, 0],
      [0, 9],
    ]).interval,
  ).toMatchObject({ upper: 1 })
  expect(() => cramersV(table, { level: 95 })).toThrow(
    new RangeError('invalid confidence level; not in (0, 1): 95'),
  )
})

test('small expected counts are a warning with their number', () => {
  const result = chiSquare([
    [4, 2],
    [2, 6],
  ])
  expect(result).toMatchObject({ cellsExpectedBelow5: 4, shareExpectedBelow5: 1 })
  expect(result.warnings).toEqual([
    { code: 'expected-below-5', values: { cells: 4, of: 4, smallest: 36 / 14 } },
  ])
  expect(result.assumptions[1].met).toBe(false)
})

test('near independence with ten million observations neither χ² cancels', () => {
  const result = chiSquare([
    [2_500_001, 2_499_999],
    [2_499_999, 2_500_001],
  ])
  expect(result.estimate! / 1.6e-6).toBeCloseTo(1, 9)
  expect(result.likelihoodRatio.estimate! / 1.6e-6).toBeCloseTo(1, 9)
})

test('one row leaves no degree of freedom, nothing leaves nothing', () => {
  expect(chiSquare([[3, 4]])).toMatchObject({ estimate: 0, df: 0, pValue: undefined })
  expect(chiSquare([[3, 4]]).warnings).toContainEqual({ code: 'one-category' })
  expect(cramersV([[3, 4]])).toMatchObject({ estimate: undefined, biasCorrected: undefined })
  expect(chiSquare([])).toMatchObject({
    estimate: undefined,
    n: 0,
    smallestExpected: undefined,
    warnings: [{ code: 'no-observations' }],
  })
  expect(
    adjustedResiduals([
      [3, 0],
      [4, 0],
    ]),
  ).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ])
  expect(expectedCounts([[0, 0]])).toEqual([[0, 0]])
})

test('bad tables are refused with the culprit', () => {
  expect(() => chiSquare([[1, 2], [3]])).toThrow(
    new RangeError('chi-square: expected 2 columns in row 2, found 1'),
  )
  expect(() => expectedCounts([[-2]])).toThrow(
    new RangeError('expected counts: expected counts of 0 or more, found -2'),
  )
  expect(() => adjustedResiduals([[Infinity]])).toThrow(
    new RangeError('adjusted residuals: expected counts of 0 or more, found Infinity'),
  )
})
