import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jointTables, jointTablesSteps, takeSteps } from '../../src/index.ts'
import { codingsOf, everyJointTable } from './brute-force.ts'
import { randomMargins } from './random-margins.ts'

const square = (n: number, total: number) => ({
  sizes: Array<number>(n).fill(total),
  tables: [{ rowOf: Array<number>(n).fill(0), counts: [Array<number>(n).fill(total)] }],
})

test('magic squares are counted as in the literature', () => {
  // MacMahon (1916, § 407): C(r + 2, 4) + C(r + 3, 4) + C(r + 4, 4) squares of order 3 with sums r;
  // R: sum(choose(10 + 2:4, 4))  # 2211. Order 4: Stanley (1997, sequence 1, 24, 282, 2008, 10147).
  expect(jointTables(square(3, 10)).tables).toBe(2211)
  expect([1, 2, 3, 4].map((total) => jointTables(square(4, total)).tables)).toEqual([24, 282, 2008, 10147])
})

test('codings of one table are a multinomial coefficient per row', () => {
  // R: factorial(8) / (factorial(3) * factorial(4)) * factorial(8) / (factorial(3) * 2 * factorial(3))  # 156800
  const counts = [
    [1, 3, 4],
    [3, 2, 3],
    [0, 0, 8],
  ]
  expect(jointTables({ sizes: [8, 8, 8], tables: [{ rowOf: [0, 1, 2], counts }] })).toMatchObject({
    tables: 1,
    codings: 156800,
    n: 24,
    notInTables: 0,
    warnings: [],
  })
})

test('a unit that the tables leave out can be any of those the margins allow', () => {
  const margins = { sizes: [2, 1], tables: [{ rowOf: [0, 0], counts: [[1, 1]] }] }
  // Missing is the single unit (2 codings), or one of the pair (2), the other with either category (2 × 2).
  expect(jointTables(margins)).toMatchObject({ tables: 3, codings: 6, notInTables: 1 })
})

test('counts agree with trying all fillings', () => {
  fc.assert(
    fc.property(randomMargins, ({ margins }) => {
      const all = everyJointTable(margins)
      const { tables, codings } = jointTables(margins)
      expect(tables).toBe(all.length)
      expect(codings).toBe(all.reduce((sum, table) => sum + codingsOf(table), 0))
    }),
    { seed: 1, numRuns: 80 },
  )
})

test('the order of the known cells does not matter', () => {
  fc.assert(
    fc.property(randomMargins, ({ margins: { sizes, tables } }) => {
      const turned = {
        sizes: sizes.toReversed(),
        tables: tables.map(({ rowOf, counts }) => ({ rowOf: rowOf.toReversed(), counts })),
      }
      expect(jointTables(turned).codings).toBe(jointTables({ sizes, tables }).codings)
    }),
    { seed: 2, numRuns: 60 },
  )
})

test('a suppressed count opens what its row does not tell', () => {
  const margins = { sizes: [3], tables: [{ rowOf: [0], counts: [[undefined, 1, undefined]] }] }
  expect(jointTables(margins)).toMatchObject({ tables: 3, codings: 12 })
})

test('contradictory tables have no joint table, and the row is named where it shows', () => {
  const between = {
    sizes: [2, 2],
    tables: [
      {
        rowOf: [0, 1],
        counts: [
          [2, 0],
          [2, 0],
        ],
      },
      { rowOf: [0, 0], counts: [[2, 2]] },
    ],
  }
  expect(jointTables(between)).toMatchObject({
    tables: 0,
    codings: 0,
    warnings: [{ code: 'margins-contradict-each-other' }],
  })
  expect(jointTables({ sizes: [2], tables: [{ rowOf: [0], counts: [[2, 1]] }] }).warnings).toEqual([
    { code: 'more-counted-than-units', values: { table: 1, row: 1, counted: 3, units: 2 } },
    { code: 'margins-contradict-each-other' },
  ])
})

test('no units at all are one joint table', () => {
  expect(jointTables({ sizes: [], tables: [{ rowOf: [], counts: [[0, 0]] }] })).toMatchObject({
    tables: 1,
    codings: 1,
  })
  expect(jointTables({ sizes: [], tables: [{ rowOf: [], counts: [[0, 1]] }] }).tables).toBe(0)
})

test('counting gives up after the limit, but knows the codings of a single table', () => {
  const cells = Array.from({ length: 36 }, (_, cell) => cell)
  const counts = Array.from({ length: 6 }, () => [9, 9])
  const margins = {
    sizes: cells.map(() => 3),
    tables: [
      { rowOf: cells.map((cell) => cell % 6), counts },
      { rowOf: cells.map((cell) => Math.floor(cell / 6)), counts },
    ],
  }
  expect(jointTables(margins, { limit: 1000 })).toMatchObject({
    tables: undefined,
    codings: undefined,
    warnings: [{ code: 'too-many-to-count', values: { limit: 1000 } }],
  })
  const single = jointTables({
    sizes: [220, 215, 93, 64],
    tables: [{ rowOf: [0, 0, 0, 0], counts: [[108, 286, 71, 127]] }],
  })
  expect(single.tables).toBeUndefined()
  expect(single.codingsDigits).toMatch(/^\d{300,}$/)
})

test('counting is stopped by a signal', async () => {
  const steps = jointTablesSteps(square(3, 10))
  await expect(takeSteps(steps, { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow(
    'stopped',
  )
})

test('invalid margins are refused by name', () => {
  const refused =
    (sizes: number[], rowOf: number[], counts: number[][], more: number[][] = []) =>
    () =>
      jointTables({ sizes, tables: [{ rowOf, counts }, ...(more.length ? [{ rowOf, counts: more }] : [])] })
  expect(() => jointTables({ sizes: [1], tables: [] })).toThrow(
    new RangeError('published margins: expected at least one table'),
  )
  expect(refused([1, 1.5], [0, 0], [[1, 1]])).toThrow(
    new RangeError('known cell 2: expected a whole number of units, found 1.5'),
  )
  expect(refused([1, 1], [0], [[1, 1]])).toThrow(
    new RangeError('table 1: expected a row for each of 2 known cells, found 1'),
  )
  expect(refused([1, 1], [0, 3], [[1, 1]])).toThrow(
    new RangeError('table 1: expected a row from 0 to 0, found 3'),
  )
  expect(refused([1, 1], [0, 0], [[1, -1]])).toThrow(
    new RangeError('table 1: expected whole counts of 0 or more, found -1'),
  )
  expect(refused([1, 1], [0, 0], [[1, 1]], [[1, 1, 0]])).toThrow(
    new RangeError('table 1: expected 3 categories, found 2'),
  )
})
