import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chiSquare,
  countTables,
  exactChiSquare,
  exactGamma,
  exactKendallS,
  exactLinearByLinear,
  fisherFreemanHalton,
  goodmanKruskalGamma,
  kendallS,
  linearByLinear,
} from '../../src/index.ts'
import { fixedRuns, smallTable } from '../arbitrary-table.ts'
import { chanceThat, everyTable, lnFactorial } from './every-table.ts'

const kora = [
  [5, 3, 0],
  [4, 4, 0],
  [2, 1, 5],
]
const tables = smallTable({ rows: 4, columns: 3, count: 4 }).filter(
  (table) => total(table.flat()) <= 11 && goodmanKruskalGamma(table).estimate !== undefined,
)
const runs = { ...fixedRuns, numRuns: 40 }

function total(counts: number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

function lnCells(table: number[][]): number {
  return total(table.flat().map(lnFactorial))
}

test('Fisher–Freeman–Halton p is the chance of all tables no more probable', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const result = fisherFreemanHalton(table)
      const every = everyTable(table)
      const p = chanceThat(every, (other) => lnCells(other) >= lnCells(table) - 1e-7)
      const ties = chanceThat(every, (other) => Math.abs(lnCells(other) - lnCells(table)) <= 1e-7)
      expect(result.exact).toBe(true)
      expect(result.twoSided.p).toBeCloseTo(Math.min(1, p), 11)
      expect(result.midTwoSided.p).toBeCloseTo(p - ties / 2, 11)
    }),
    runs,
  )
})

test('exact p by either χ² is the chance of all tables at least as far out', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const every = everyTable(table)
      const observed = chiSquare(table)
      const pearson = chanceThat(every, (other) => chiSquare(other).estimate! >= observed.estimate! - 1e-8)
      const likelihood = chanceThat(
        every,
        (other) => chiSquare(other).likelihoodRatio.estimate! >= observed.likelihoodRatio.estimate! - 1e-8,
      )
      expect(exactChiSquare(table).twoSided.p).toBeCloseTo(Math.min(1, pearson), 11)
      expect(exactChiSquare(table, { statistic: 'likelihood-ratio' }).twoSided.p).toBeCloseTo(
        Math.min(1, likelihood),
        11,
      )
    }),
    runs,
  )
})

test('exact p-values of gamma, S and linear-by-linear are those of the list of all tables', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const every = everyTable(table)
      for (const [result, value] of [
        [exactGamma(table), (other: number[][]) => goodmanKruskalGamma(other).estimate!],
        [exactKendallS(table), (other: number[][]) => kendallS(other).estimate!],
        [exactLinearByLinear(table), (other: number[][]) => linearByLinear(other).estimate!],
      ] as const) {
        const observed = value(table)
        expect(result.exact).toBe(true)
        expect(result.upper.p).toBeCloseTo(
          chanceThat(every, (other) => value(other) >= observed - 1e-9),
          11,
        )
        expect(result.lower.p).toBeCloseTo(
          chanceThat(every, (other) => value(other) <= observed + 1e-9),
          11,
        )
        expect(result.twoSided.p).toBeCloseTo(
          chanceThat(every, (other) => Math.abs(value(other)) >= Math.abs(observed) - 1e-9),
          11,
        )
      }
    }),
    runs,
  )
})

test('the chances below, at and above the observed value sum to one', () => {
  fc.assert(
    fc.property(tables, (table) => {
      for (const { upper, lower, point } of [
        exactGamma(table),
        exactKendallS(table),
        exactLinearByLinear(table),
      ])
        expect(upper.p + lower.p - point).toBeCloseTo(1, 11)
    }),
    runs,
  )
})

test('transposing changes no exact p, and reversing the rows swaps the tails of gamma', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const turned = table[0].map((_, j) => table.map((row) => row[j]))
      expect(fisherFreemanHalton(turned).twoSided.p).toBeCloseTo(fisherFreemanHalton(table).twoSided.p, 11)
      const upright = exactGamma(table)
      expect(exactGamma(turned).twoSided.p).toBeCloseTo(upright.twoSided.p, 11)
      expect(exactGamma(table.toReversed()).lower.p).toBeCloseTo(upright.upper.p, 11)
    }),
    runs,
  )
})

test('the number of tables is that of the list', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const rowTotals = table.map(total)
      const columnTotals = table[0].map((_, j) => total(table.map((row) => row[j])))
      expect(countTables(rowTotals, columnTotals)).toBe(everyTable(table).length)
    }),
    runs,
  )
  expect(countTables([8, 8, 8], [11, 8, 5])).toBe(735)
  expect(countTables([3, 1], [2, 1])).toBe(0)
  expect(countTables([], [])).toBe(1)
})

test('beyond the work limit the p is a Monte Carlo estimate within its error, and says so', () => {
  const exact = fisherFreemanHalton(kora)
  const drawn = fisherFreemanHalton(kora, { workLimit: 0, draws: 20_000, seed: 3 })
  expect(drawn.exact).toBe(false)
  expect(drawn.twoSided.method).toBe('Fisher–Freeman–Halton test given both margins, seeded Monte Carlo')
  expect(drawn.twoSided).toMatchObject({ draws: 20_000, seed: 3 })
  expect(Math.abs(drawn.twoSided.p - exact.twoSided.p)).toBeLessThan(4 * drawn.twoSided.se!)
  expect(fisherFreemanHalton(kora, { workLimit: 0, draws: 20_000, seed: 3 })).toEqual(drawn)
  expect(fisherFreemanHalton(kora, { workLimit: 0, draws: 20_000, seed: 4 }).twoSided.p).not.toBe(
    drawn.twoSided.p,
  )
})

test('every statistic drawn by Monte Carlo lies within its error of the exact p', () => {
  const lax = { workLimit: 0, draws: 20_000, seed: 5 }
  for (const run of [exactGamma, exactKendallS, exactLinearByLinear]) {
    const exact = run(kora)
    const drawn = run(kora, lax)
    expect(drawn.exact).toBe(false)
    for (const tail of ['twoSided', 'upper', 'lower', 'midTwoSided'] as const)
      expect(Math.abs(drawn[tail].p - exact[tail].p)).toBeLessThan(4 * drawn[tail].se! + 1e-4)
  }
})

test('a table of one row or column, or of nothing, is the only one of its margins', () => {
  for (const table of [
    [[3, 4]],
    [[3], [4]],
    [
      [0, 0],
      [3, 4],
    ],
    [[0, 0]],
  ]) {
    expect(fisherFreemanHalton(table).twoSided.p).toBe(1)
    expect(exactGamma(table).twoSided.p).toBe(1)
    expect(exactGamma(table).estimate).toBe(undefined)
    expect(exactKendallS(table).twoSided.p).toBe(1)
    expect(exactLinearByLinear(table).twoSided.p).toBe(1)
  }
  expect(fisherFreemanHalton([[3, 4]]).warnings).toEqual([{ code: 'one-category' }])
  expect(fisherFreemanHalton([]).warnings).toEqual([{ code: 'no-observations' }])
})

test('weighted tables are refused by name', () => {
  expect(() =>
    fisherFreemanHalton([
      [2.5, 1],
      [1, 2],
    ]),
  ).toThrow(
    new RangeError(
      'fisher–freeman–halton: expected whole counts, found 2.5; weighted tables have no exact distribution',
    ),
  )
  expect(() =>
    exactGamma([
      [-1, 1],
      [1, 2],
    ]),
  ).toThrow(new RangeError('exact gamma: expected counts of 0 or more, found -1'))
  expect(() => exactKendallS(kora, { draws: 0 })).toThrow(
    new RangeError('invalid draws; not a whole number of 1 or more: 0'),
  )
  expect(() => countTables([1.5], [1.5])).toThrow(
    new RangeError('count of tables: expected whole totals of 0 or more, found 1.5'),
  )
})
