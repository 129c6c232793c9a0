import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellBounds } from '../../src/index.ts'
import { everyJointTable } from './brute-force.ts'
import { randomMargins } from './random-margins.ts'

test('bounds of a table by its margins are those of Fréchet', () => {
  // Lower max(0, row + column - n), upper min(row, column). R: pmax(0, outer(c(4, 2), c(5, 1), "+") - 6)
  const { cells, fixed, of } = cellBounds({ sizes: [4, 2], tables: [{ rowOf: [0, 0], counts: [[5, 1]] }] })
  expect(cells!.map((line) => line.map(({ lower, upper }) => [lower, upper]))).toEqual([
    [
      [3, 4],
      [0, 1],
    ],
    [
      [1, 2],
      [0, 1],
    ],
  ])
  expect([fixed, of]).toEqual([0, 4])
})

test('bounds agree with trying all fillings', () => {
  fc.assert(
    fc.property(randomMargins, ({ margins }) => {
      const all = everyJointTable(margins)
      cellBounds(margins).cells!.forEach((line, cell) =>
        line.forEach(({ lower, upper, fixed, exact }, k) => {
          const counts = all.map((table) => table[cell][k])
          expect([lower, upper, exact]).toEqual([Math.min(...counts), Math.max(...counts), true])
          expect(fixed).toBe(lower === upper)
        }),
      )
    }),
    { seed: 3, numRuns: 80 },
  )
})

test('margins of three attributes, whose programme has corners that are not whole, give whole bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2), { minLength: 27, maxLength: 27 }), (truth) => {
      const cells = Array.from({ length: 9 }, (_, cell) => cell)
      const by = (of: (cell: number) => number) => ({
        rowOf: cells.map(of),
        counts: [0, 1, 2].map((row) =>
          [0, 1, 2].map((k) =>
            cells.reduce((sum, cell) => sum + (of(cell) === row ? truth[cell * 3 + k] : 0), 0),
          ),
        ),
      })
      const margins = {
        sizes: cells.map((cell) => truth[cell * 3] + truth[cell * 3 + 1] + truth[cell * 3 + 2]),
        tables: [by((cell) => cell % 3), by((cell) => Math.floor(cell / 3))],
      }
      cellBounds(margins).cells!.forEach((line, cell) =>
        line.forEach(({ lower, upper, exact }, k) => {
          expect(exact && Number.isInteger(lower) && Number.isInteger(upper)).toBe(true)
          expect(lower).toBeLessThanOrEqual(truth[cell * 3 + k])
          expect(upper).toBeGreaterThanOrEqual(truth[cell * 3 + k])
        }),
      )
    }),
    { seed: 4, numRuns: 25 },
  )
})

test('large counts keep whole bounds', () => {
  const { cells } = cellBounds({
    sizes: [3_000_000, 2_000_001],
    tables: [{ rowOf: [0, 0], counts: [[4_000_000, 1_000_001]] }],
  })
  expect(cells![0][0]).toEqual({ lower: 1_999_999, upper: 3_000_000, fixed: false, exact: true })
})

test('contradictory margins have no cells', () => {
  const answer = cellBounds({
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
  })
  expect(answer.cells).toBeUndefined()
  expect(answer.warnings).toEqual([{ code: 'margins-contradict-each-other' }])
})

test('no cells have no bounds, and invalid sizes are refused', () => {
  expect(cellBounds({ sizes: [], tables: [{ rowOf: [], counts: [[0]] }] })).toMatchObject({
    cells: [],
    of: 0,
  })
  expect(() => cellBounds({ sizes: [-1], tables: [{ rowOf: [0], counts: [[0]] }] })).toThrow(
    new RangeError('known cell 1: expected a whole number of units, found -1'),
  )
})
