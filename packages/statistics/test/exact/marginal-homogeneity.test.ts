import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { marginalHomogeneity, mcnemarTest } from '../../src/index.ts'
import { fixedRuns } from '../arbitrary-table.ts'

const small = [
  [3, 2, 1],
  [0, 4, 5],
  [1, 1, 2],
]
const square = fc.integer({ min: 2, max: 4 }).chain((k) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: k, maxLength: k }), {
    minLength: k,
    maxLength: k,
  }),
)
const runs = { ...fixedRuns, numRuns: 30 }

test('Stuart–Maxwell and the ordered test are those of coin', () => {
  // mh_test(as.table(t)): chi-squared 2.2857, df 2; mh_test(…, scores = list(response = 1:3)): Z 1.5 in size
  const result = marginalHomogeneity(small)
  expect(result.estimate).toBeCloseTo(16 / 7, 12)
  expect(result).toMatchObject({ n: 19, df: 2 })
  expect(result.pValue!.p).toBeCloseTo(0.31890655732397, 12)
  expect(result.ordered.z).toBeCloseTo(1.5, 12)
})

test('of a 2 × 2 table all tests are McNemar and the sign test', () => {
  const result = marginalHomogeneity([
    [794, 150],
    [86, 570],
  ])
  const pair = mcnemarTest(150, 86, 1364)
  expect(result.estimate).toBeCloseTo(pair.statistic!, 10)
  expect(result.exactP!.p / pair.twoSided.p).toBeCloseTo(1, 9)
  expect(result.midP!.p / pair.midTwoSided.p).toBeCloseTo(1, 9)
  expect(result.ordered.exact.twoSided.p / pair.twoSided.p).toBeCloseTo(1, 9)
  expect(result.direction.twoSided.p).toBe(pair.twoSided.p)
})

test('McNemar is that of R', () => {
  // mcnemar.test(matrix(c(794, 86, 150, 570), 2), correct = FALSE), and TRUE; binom.test(150, 236)
  const result = mcnemarTest(150, 86)
  expect(result.statistic).toBeCloseTo(17.3559322033898, 10)
  expect(result.corrected.statistic).toBeCloseTo(16.8177966101695, 10)
  expect(result.twoSided.p / 3.71593613957143e-5).toBeCloseTo(1, 10)
  expect(result.midTwoSided.p / 2.89338951761547e-5).toBeCloseTo(1, 10)
  expect(result.estimate).toBeCloseTo(150 / 86, 12)
})

test('exchanging before and after turns the direction and leaves the tests', () => {
  fc.assert(
    fc.property(square, (table) => {
      const one = marginalHomogeneity(table)
      const other = marginalHomogeneity(table[0].map((_, j) => table.map((row) => row[j])))
      expect(other.estimate ?? 0).toBeCloseTo(one.estimate ?? 0, 10)
      expect(other.df).toBe(one.df)
      expect(other.exactP?.p ?? 1).toBeCloseTo(one.exactP?.p ?? 1, 10)
      expect(other.ordered.exact.upper.p).toBeCloseTo(one.ordered.exact.lower.p, 10)
      expect(other.direction.upper.p).toBeCloseTo(one.direction.lower.p, 12)
    }),
    runs,
  )
})

test('a permutation of categories and an unused category leave Stuart–Maxwell alone', () => {
  fc.assert(
    fc.property(square, (table) => {
      const one = marginalHomogeneity(table)
      const reversed = marginalHomogeneity(table.toReversed().map((row) => row.toReversed()))
      const wider = marginalHomogeneity([...table.map((row) => [...row, 0]), table[0].map(() => 0).concat(9)])
      for (const other of [reversed, wider]) {
        expect(other.estimate ?? 0).toBeCloseTo(one.estimate ?? 0, 10)
        expect(other.df).toBe(one.df)
        expect(other.midP?.p ?? 1).toBeCloseTo(one.midP?.p ?? 1, 10)
      }
    }),
    runs,
  )
})

test('beyond the work limit Stuart–Maxwell is drawn within its error', () => {
  const exact = marginalHomogeneity(small)
  const drawn = marginalHomogeneity(small, { workLimit: 0, draws: 20_000, seed: 2 })
  expect(drawn.exactP!.draws).toBe(20_000)
  expect(Math.abs(drawn.exactP!.p - exact.exactP!.p)).toBeLessThan(4 * drawn.exactP!.se!)
  expect(drawn.ordered.exact.exact).toBe(false)
  expect(Math.abs(drawn.ordered.exact.twoSided.p - exact.ordered.exact.twoSided.p)).toBeLessThan(
    4 * drawn.ordered.exact.twoSided.se!,
  )
})

test('nobody changed: the χ² are undefined and the exact p certain', () => {
  const result = marginalHomogeneity([
    [3, 0],
    [0, 4],
  ])
  expect(result.estimate).toBe(undefined)
  expect(result.pValue).toBe(undefined)
  expect(result.warnings).toEqual([
    { code: 'undefined-zero-over-zero', values: { statistic: 'Stuart–Maxwell χ²' } },
  ])
  expect(result.direction.twoSided.p).toBe(1)
  expect(mcnemarTest(0, 0)).toMatchObject({
    statistic: undefined,
    twoSided: { p: 1 },
    warnings: [{ code: 'no-change' }],
  })
})

test('tables that are not square or not whole are refused', () => {
  expect(() =>
    marginalHomogeneity([
      [1, 2, 3],
      [1, 2, 3],
    ]),
  ).toThrow(new RangeError('marginal homogeneity: expected a square table, found 2 × 3'))
  expect(() =>
    marginalHomogeneity([
      [1, 2.5],
      [1, 2],
    ]),
  ).toThrow(
    new RangeError(
      'marginal homogeneity: expected whole counts, found 2.5; weighted tables have no exact distribution',
    ),
  )
})
