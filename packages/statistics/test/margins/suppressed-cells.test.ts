import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suppressedCells } from '../../src/index.ts'

test('one suppressed count in a row with a total is no secret', () => {
  expect(
    suppressedCells({
      counts: [
        [undefined, 3],
        [2, 4],
      ],
      rowTotals: [5, 6],
    }),
  ).toMatchObject({
    cells: [{ row: 0, column: 0, lower: 2, upper: 2, fixed: true, exact: true }],
    fixed: 1,
  })
})

test('four suppressed corners can trade units until one is empty', () => {
  // Corners 2, 3 / 4, 5 hidden with all totals printed: x in 0..6 for the first corner by x + y = 5, x + z = 6.
  const answer = suppressedCells({
    counts: [
      [undefined, 7, undefined],
      [8, 9, 8],
      [undefined, 6, undefined],
    ],
    rowTotals: [12, 25, 15],
    columnTotals: [14, 22, 16],
  })
  expect(answer.cells!.map(({ lower, upper }) => [lower, upper])).toEqual([
    [0, 5],
    [0, 5],
    [1, 6],
    [3, 8],
  ])
})

test('knowing that suppressed counts are 1 to 4 narrows them', () => {
  const table = { counts: [[undefined, undefined, 9]], rowTotals: [16] }
  expect(suppressedCells(table).cells!.map(({ lower, upper }) => [lower, upper])).toEqual([
    [0, 7],
    [0, 7],
  ])
  expect(
    suppressedCells({ ...table, between: { atLeast: 1, atMost: 4 } }).cells!.map(({ lower, upper }) => [
      lower,
      upper,
    ]),
  ).toEqual([
    [3, 4],
    [3, 4],
  ])
})

test('without totals there is no upper limit', () => {
  expect(suppressedCells({ counts: [[undefined, 3]] }).cells).toEqual([
    { row: 0, column: 0, lower: 0, upper: undefined, fixed: false, exact: true },
  ])
})

test('the true count always lies within, whatever is suppressed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.tuple(fc.nat(9), fc.boolean()), { minLength: 3, maxLength: 3 }), {
        minLength: 2,
        maxLength: 4,
      }),
      (drawn) => {
        const truth = drawn.map((line) => line.map(([count]) => count))
        const { cells } = suppressedCells({
          counts: drawn.map((line) => line.map(([count, hidden]) => (hidden ? undefined : count))),
          rowTotals: truth.map((line) => line.reduce((a, b) => a + b)),
          columnTotals: [0, 1, 2].map((j) => truth.reduce((sum, line) => sum + line[j], 0)),
        })
        for (const { row, column, lower, upper } of cells!) {
          expect(lower).toBeLessThanOrEqual(truth[row][column])
          expect(upper).toBeGreaterThanOrEqual(truth[row][column])
        }
      },
    ),
    { seed: 5, numRuns: 60 },
  )
})

test('counts and totals that contradict each other leave nothing', () => {
  for (const rowTotals of [[2], [3]])
    expect(suppressedCells({ counts: [[undefined, 3]], rowTotals, between: { atLeast: 1 } })).toMatchObject({
      cells: undefined,
      warnings: [{ code: 'margins-contradict-each-other' }],
    })
})

test('a table without suppressed counts has nothing to find', () => {
  expect(suppressedCells({ counts: [[1, 2]] })).toMatchObject({ cells: [], fixed: 0 })
  expect(suppressedCells({ counts: [] })).toMatchObject({ cells: [], fixed: 0 })
})

test('invalid tables are refused by name', () => {
  expect(() => suppressedCells({ counts: [[1, 2], [1]] })).toThrow(
    new RangeError('row 2: expected 2 columns, found 1'),
  )
  expect(() => suppressedCells({ counts: [[1]], rowTotals: [1, 2] })).toThrow(
    new RangeError('row totals: expected 1, found 2'),
  )
  expect(() => suppressedCells({ counts: [[1]], columnTotals: [] })).toThrow(
    new RangeError('column totals: expected 1, found 0'),
  )
  expect(() => suppressedCells({ counts: [[1.5]] })).toThrow(
    new RangeError('suppressed table: expected whole counts of 0 or more, found 1.5'),
  )
})
