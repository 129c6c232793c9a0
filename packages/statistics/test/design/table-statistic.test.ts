import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chiSquare, goodmanKruskalGamma, kendallTauB } from '../../src/index.ts'
import { type StatisticName, tableKernel } from '../../src/design/table-statistic.ts'

const table = fc.array(fc.array(fc.nat(6), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 4 })
const value = (statistic: StatisticName, rows: number[][]) =>
  tableKernel(statistic, rows.length, rows[0].length)(rows.flat())

test('the loop-ready statistics of a table agree with R', () => {
  // R: t <- matrix(c(5,3,0,4,4,0,2,1,5), 3, byrow = TRUE); chisq.test(t)$statistic;
  //    cor(rep(row(t), t), rep(col(t), t), method = "kendall")
  const screening = [
    [5, 3, 0],
    [4, 4, 0],
    [2, 1, 5],
  ]
  expect(value('gamma', screening)).toBeCloseTo(0.614814814814815, 14)
  expect(value('chi2', screening)).toBeCloseTo(13.0227272727273, 12)
  expect(value('tau-b', screening)).toBeCloseTo(0.442794209767932, 14)
  expect(value('S', screening)).toBe(83)
  expect(value('mean-difference', screening)).toBe(1)
})

test('they agree with the functions for one table', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const same = (kernel: number, whole: number | undefined) =>
        whole === undefined ? expect(kernel).toBeNaN() : expect(kernel).toBeCloseTo(whole, 10)
      same(value('gamma', rows), goodmanKruskalGamma(rows).estimate)
      same(value('tau-b', rows), kendallTauB(rows).estimate)
      const { estimate, likelihoodRatio } = chiSquare(rows)
      same(value('chi2', rows), estimate)
      same(value('lr-chi2', rows), likelihoodRatio.estimate)
    }),
    { seed: 1, numRuns: 100 },
  )
})

test('a statistic of one’s own that is undefined or infinite becomes NaN in the loop', () => {
  const own = (of: () => number | undefined) => tableKernel({ name: 'own', of, directional: true }, 1, 1)([1])
  expect([own(() => undefined), own(() => Infinity), own(() => 2)]).toEqual([NaN, NaN, 2])
})

test('an unknown statistic is refused', () => {
  expect(() => tableKernel('delta' as StatisticName, 2, 2)).toThrow(
    new RangeError('unknown statistic: delta'),
  )
})
