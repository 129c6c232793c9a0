import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type OrdinalAssociation,
  goodmanKruskalGamma,
  kendallS,
  kendallTauB,
  kendallTauC,
  linearByLinear,
  somersD,
  spearmanRho,
} from '../../src/index.ts'
import { fixedRuns, smallTable } from '../arbitrary-table.ts'

const table = [
  [12, 5, 3],
  [7, 9, 6],
  [1, 4, 15],
]
// The KORA 2017 appendix table 3.1, as in the public reference cases.
const kora = [
  [5, 3, 0],
  [4, 4, 0],
  [2, 1, 5],
]
const measures: Record<string, (table: number[][]) => OrdinalAssociation> = {
  gamma: goodmanKruskalGamma,
  'tau-b': kendallTauB,
  'tau-c': kendallTauC,
  "somers' d of columns": (t) => somersD(t, 'columns'),
  "somers' d of rows": (t) => somersD(t, 'rows'),
  "somers' d, symmetric": (t) => somersD(t, 'symmetric'),
  "spearman's rho": spearmanRho,
}
const tables = smallTable({ rows: 5, columns: 5, count: 6 })

function transposed(t: number[][]): number[][] {
  return t[0].map((_, j) => t.map((row) => row[j]))
}

function close(got: number | undefined, want: number | undefined, digits = 10): void {
  if (want === undefined) expect(got).toBe(undefined)
  else expect(got).toBeCloseTo(want, digits)
}

test('tau-b, rho and the z of S are those of R', () => {
  // x <- rep(row(t), t); y <- rep(col(t), t); cor(x, y, method = "kendall"), cor(x, y, method = "spearman"),
  // cor.test(x, y, method = "kendall", exact = FALSE)
  expect(kendallTauB(table).estimate).toBeCloseTo(0.500786159665245, 13)
  expect(spearmanRho(table).estimate).toBeCloseTo(0.550120898495913, 13)
  expect(kendallS(table).z).toBeCloseTo(4.39465066875994, 11)
  expect(kendallS(table).pValue!.p / 1.10951028310446e-5).toBeCloseTo(1, 10)
})

test('linear-by-linear is (n - 1) r² as in R', () => {
  // (sum(t) - 1) * cor(x, y)^2
  const result = linearByLinear(table)
  expect(result.statistic).toBeCloseTo(18.4428281710914, 11)
  expect(result.pValue!.p / 1.75078484942758e-5).toBeCloseTo(1, 10)
})

test('gamma of the KORA table has the published size, and errors as in the reference cases', () => {
  const gamma = goodmanKruskalGamma(kora)
  expect(gamma).toMatchObject({ concordant: 109, discordant: 26, n: 24 })
  expect(gamma.estimate).toBeCloseTo(0.614814814814815, 14)
  expect(gamma.ase1).toBeCloseTo(0.201458348815935, 13)
  expect(gamma.ase0).toBeCloseTo(0.246326462461557, 13)
  expect(gamma.interval).toMatchObject({ level: 0.95, upper: 1 })
  expect(gamma.pAse0!.method).toBe('normal approximation with ASE0')
  expect(gamma.pAse1!.p).toBeLessThan(gamma.pAse0!.p)
})

test('errors are those of the numerical derivative', () => {
  fc.assert(
    fc.property(tables, fc.constantFrom(...Object.keys(measures)), (counts, name) => {
      const measure = measures[name]
      const { estimate, ase1 } = measure(counts)
      if (estimate === undefined || Math.abs(estimate) > 0.999) return
      const n = counts.flat().reduce((sum, count) => sum + count, 0)
      let squares = 0
      let mean = 0
      counts.forEach((row, i) =>
        row.forEach((count, j) => {
          if (count === 0) return
          const at = (shift: number) => {
            const moved = counts.map((line) => [...line])
            moved[i][j] += shift
            return measure(moved).estimate!
          }
          const slope = (at(1e-5) - at(-1e-5)) / 2e-5
          squares += count * slope * slope
          mean += (count * slope) / n
        }),
      )
      expect(ase1).toBeCloseTo(Math.sqrt(Math.max(0, squares - n * mean * mean)), 5)
    }),
    { ...fixedRuns, numRuns: 120 },
  )
})

test('reversing the rows turns the sign and keeps the errors', () => {
  fc.assert(
    fc.property(tables, (counts) => {
      for (const measure of Object.values(measures)) {
        const one = measure(counts)
        const other = measure(counts.toReversed())
        close(other.estimate, one.estimate && -one.estimate)
        close(other.ase1, one.ase1)
        close(other.ase0, one.ase0)
      }
    }),
    fixedRuns,
  )
})

test("transposing changes nothing but which variable Somers' d explains", () => {
  fc.assert(
    fc.property(tables, (counts) => {
      for (const name of ['gamma', 'tau-b', 'tau-c', "somers' d, symmetric", "spearman's rho"]) {
        close(measures[name](transposed(counts)).estimate, measures[name](counts).estimate)
        close(measures[name](transposed(counts)).ase1, measures[name](counts).ase1)
      }
      close(somersD(transposed(counts), 'rows').estimate, somersD(counts, 'columns').estimate)
      close(somersD(transposed(counts), 'rows').ase0, somersD(counts, 'columns').ase0)
    }),
    fixedRuns,
  )
})

test('tau-b lies between both ways of Somers’ d, and all have the sign of gamma', () => {
  fc.assert(
    fc.property(tables, (counts) => {
      const gamma = goodmanKruskalGamma(counts).estimate
      const b = kendallTauB(counts).estimate
      if (gamma === undefined || b === undefined) return
      const ways = [somersD(counts, 'columns').estimate!, somersD(counts, 'rows').estimate!]
      expect(b).toBeGreaterThanOrEqual(Math.min(...ways) - 1e-12)
      expect(b).toBeLessThanOrEqual(Math.max(...ways) + 1e-12)
      for (const measure of Object.values(measures).slice(0, 6))
        expect(Math.sign(measure(counts).estimate!)).toBe(Math.sign(gamma))
    }),
    fixedRuns,
  )
})

test('four times the counts keep the estimate and halve the errors', () => {
  fc.assert(
    fc.property(tables, (counts) => {
      for (const measure of Object.values(measures).slice(0, 6)) {
        const one = measure(counts)
        const other = measure(counts.map((row) => row.map((count) => 4 * count)))
        close(other.estimate, one.estimate)
        close(other.ase1, one.ase1 && one.ase1 / 2)
        close(other.ase0, one.ase0 && one.ase0 / 2)
      }
    }),
    fixedRuns,
  )
})

test('an empty row in the middle changes nothing', () => {
  fc.assert(
    fc.property(tables, (counts) => {
      const gapped = [counts[0], counts[0].map(() => 0), ...counts.slice(1)]
      for (const measure of Object.values(measures)) {
        close(measure(gapped).estimate, measure(counts).estimate)
        close(measure(gapped).ase1, measure(counts).ase1)
      }
    }),
    fixedRuns,
  )
})

test('ten by ten with ten million observations keeps its digits', () => {
  const big = Array.from({ length: 10 }, (_, i) =>
    Array.from({ length: 10 }, (_, j) => 100_000 + ((i * 7 + j * 3 + i * j) % 11) * 10),
  )
  const small = big.map((row) => row.map((count) => count / 10))
  for (const measure of Object.values(measures).slice(0, 6)) {
    expect(measure(big).estimate! / measure(small).estimate!).toBeCloseTo(1, 9)
    expect((measure(big).ase1! / measure(small).ase1!) * Math.sqrt(10)).toBeCloseTo(1, 9)
  }
})

test('a perfect order has no interval and says why', () => {
  const gamma = goodmanKruskalGamma([
    [3, 0],
    [2, 4],
  ])
  expect(gamma).toMatchObject({ estimate: 1, ase1: 0, interval: undefined, pAse1: undefined })
  expect(gamma.warnings).toEqual([{ code: 'no-variation-ase1', values: { estimate: 1 } }])
  expect(gamma.pAse0!.p).toBeGreaterThan(0)
})

test('one row, one column and nothing at all are undefined, never NaN', () => {
  for (const counts of [
    [[3, 4, 2]],
    [[3], [4]],
    [
      [0, 0],
      [3, 4],
    ],
    [[0, 0]],
    [[]],
    [],
  ])
    for (const [name, measure] of Object.entries(measures)) {
      const result = measure(counts)
      expect(JSON.stringify(result)).not.toContain('null')
      if (!name.startsWith("somers' d")) expect(result.estimate).toBe(undefined)
    }
  expect(goodmanKruskalGamma([[3, 4, 2]]).warnings).toEqual([
    { code: 'undefined-zero-over-zero', values: { statistic: 'Goodman–Kruskal gamma' } },
  ])
  expect(somersD([[3, 4, 2]], 'rows')).toMatchObject({ estimate: 0, ase0: 0, pAse0: undefined })
  expect(kendallTauB([]).warnings).toEqual([{ code: 'no-observations' }])
})

test('weights are taken with a warning', () => {
  const weighted = goodmanKruskalGamma(kora.map((row) => row.map((count) => count * 1.5)))
  expect(weighted.estimate).toBeCloseTo(0.614814814814815, 14)
  expect(weighted.warnings).toEqual([{ code: 'fractional-counts' }])
})

test('bad tables and levels are refused with the culprit', () => {
  expect(() => goodmanKruskalGamma([[1, -1]])).toThrow(
    new RangeError('gamma: expected counts of 0 or more, found -1'),
  )
  expect(() => kendallTauB([[1, 2], [3]])).toThrow(
    new RangeError('tau-b: expected 2 columns in row 2, found 1'),
  )
  expect(() => kendallTauC([[NaN, 2]])).toThrow(
    new RangeError('tau-c: expected counts of 0 or more, found NaN'),
  )
  expect(() => spearmanRho(table, { level: 95 })).toThrow(
    new RangeError('invalid confidence level; not in (0, 1): 95'),
  )
  expect(() => linearByLinear(table, { rowScores: [1, 2] })).toThrow(
    new RangeError('linear-by-linear: expected 3 row scores, found 2'),
  )
})
