import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suppressTable } from '../../src/index.ts'
import { rangesByTrying, shownOf, tables, withTotals } from './every-table.ts'

const threshold = 3

test('an attacker who tries every table finds the ranges of the proof, none narrower than the threshold', () => {
  let hiddenCells = 0
  fc.assert(
    fc.property(
      fc.oneof(tables(2, 2), tables(2, 3), tables(3, 2), tables(3, 3)).filter(withTotals(threshold)),
      fc.constantFrom('hide' as const, 'flag' as const),
      (counts, whole) => {
        const { cells, hidden, safe } = suppressTable(counts, { threshold, whole })
        expect(safe).toBe(true)
        const found = rangesByTrying(
          shownOf(counts, hidden),
          cells.map(({ row, column }) => [[row, column]]),
        )
        expect(cells.map(({ lower, upper }) => ({ lower, upper }))).toEqual(found)
        for (const { lower, upper } of found) expect(upper - lower).toBeGreaterThanOrEqual(threshold)
        hiddenCells += cells.length
      },
    ),
    { seed: 11, numRuns: 60 },
  )
  expect(hiddenCells).toBeGreaterThan(200)
})

test('every small count is hidden, and no zero or large one without need', () => {
  fc.assert(
    fc.property(tables(3, 4).filter(withTotals(threshold)), (counts) => {
      const { hidden, cells, whole } = suppressTable(counts, { threshold })
      counts.forEach((line, i) =>
        line.forEach((count, j) => {
          if (count > 0 && count < threshold) expect(hidden[i][j]).toBe(true)
        }),
      )
      for (const { row, column, why } of cells) {
        const count = counts[row][column]
        expect(why === 'small').toBe(count > 0 && count < threshold)
        if (why === 'whole') expect(whole.rows.includes(row) || whole.columns.includes(column)).toBe(true)
      }
      if (cells.every(({ why }) => why === 'complementary')) expect(cells).toEqual([])
    }),
    { seed: 12, numRuns: 100 },
  )
})

test('for not letting the rule speak half as much again is hidden as without', () => {
  let [found, smallest] = [0, 0]
  fc.assert(
    fc.property(tables(3, 3).filter(withTotals(threshold)), (counts) => {
      const { hidden, cells } = suppressTable(counts, { threshold, whole: 'flag' })
      if (cells.length === 0) return
      found += cells.length
      smallest += fewestHidden(counts)
      expect(hidden.flat().filter(Boolean)).toHaveLength(cells.length)
    }),
    { seed: 14, numRuns: 25 },
  )
  expect(found).toBeGreaterThanOrEqual(smallest)
  expect(found / smallest).toBeLessThan(1.6)
})

/** The size of the smallest safe pattern, by trying all of them. */
function fewestHidden(counts: number[][]): number {
  const places = counts.flatMap((line, i) => line.map((_, j) => [i, j] as [number, number]))
  const must = places.map(([i, j]) => counts[i][j] > 0 && counts[i][j] < threshold)
  const patterns = Array.from({ length: 2 ** places.length }, (_, bits) =>
    places.map((_, at) => (bits & (1 << at)) !== 0),
  )
    .filter((pattern) => must.every((is, at) => !is || pattern[at]))
    .sort((a, b) => a.filter(Boolean).length - b.filter(Boolean).length)
  for (const pattern of patterns) {
    const hidden = counts.map((line, i) => line.map((_, j) => pattern[i * line.length + j]))
    const wanted = places.filter((_, at) => pattern[at]).map((place) => [place])
    const ranges = rangesByTrying(shownOf(counts, hidden), wanted)
    if (ranges.every(({ lower, upper }) => upper - lower >= threshold)) return wanted.length
  }
  return Infinity
}

test('turning a table turns its pattern if no tie is broken otherwise, and the same table gives the same pattern', () => {
  const counts = [
    [2, 9, 11],
    [13, 8, 7],
    [10, 12, 6],
  ]
  const turned = counts[0].map((_, j) => counts.map((line) => line[j]))
  const { hidden } = suppressTable(counts, { threshold: 5 })
  expect(suppressTable(counts, { threshold: 5 }).hidden).toEqual(hidden)
  expect(suppressTable(turned, { threshold: 5 }).hidden).toEqual(
    hidden[0].map((_, j) => hidden.map((line) => line[j])),
  )
})

test('one small count takes three others with it', () => {
  const { cells, safe, whole } = suppressTable(
    [
      [2, 8],
      [9, 7],
    ],
    { threshold: 5 },
  )
  expect(safe).toBe(true)
  expect(whole).toEqual({ rows: [], columns: [] })
  expect(cells).toEqual([
    { row: 0, column: 0, why: 'small', lower: 0, upper: 10, told: { lower: 0, upper: 10 } },
    { row: 0, column: 1, why: 'complementary', lower: 0, upper: 10, told: { lower: 0, upper: 10 } },
    { row: 1, column: 0, why: 'complementary', lower: 1, upper: 11, told: { lower: 1, upper: 11 } },
    { row: 1, column: 1, why: 'complementary', lower: 5, upper: 15, told: { lower: 5, upper: 15 } },
  ])
})

test('eight of eight is flagged by rule, and hidden unless it is only to be flagged', () => {
  const counts = [
    [8, 0],
    [5, 6],
  ]
  expect(suppressTable(counts, { threshold: 3, whole: 'flag' })).toMatchObject({
    cells: [],
    whole: { rows: [0], columns: [1] },
  })
  const { cells } = suppressTable(counts, { threshold: 3 })
  expect(cells.map(({ row, column, why }) => [row, column, why])).toEqual([
    [0, 0, 'whole'],
    [0, 1, 'complementary'],
    [1, 0, 'complementary'],
    [1, 1, 'whole'],
  ])
  expect(cells[0].lower).toBeLessThanOrEqual(5)
})

test('all of those who answered in one category is whole too, and a zero beside it is hidden', () => {
  const counts = [
    [0, 11, 4],
    [5, 7, 0],
    [3, 11, 0],
  ]
  expect(suppressTable(counts, { threshold: 3 }).whole.rows).toEqual([])
  const { hidden, cells, whole, safe } = suppressTable(counts, { threshold: 3, apart: [{ column: 2 }] })
  expect(whole.rows).toEqual([0])
  expect(hidden[0].slice(0, 2)).toEqual([true, true])
  expect(safe).toBe(true)
  expect(cells.find(({ row, column }) => row === 0 && column === 1)).toMatchObject({ why: 'whole' })
  expect(cells[0]).toMatchObject({ row: 0, column: 0, lower: 0 })
  expect(cells[0].told.upper).toBeGreaterThanOrEqual(3)
})

test('where all stand in one category there is nothing to tell', () => {
  expect(
    suppressTable(
      [
        [8, 0],
        [7, 0],
      ],
      { threshold: 5 },
    ),
  ).toMatchObject({ cells: [], whole: { rows: [], columns: [] }, safe: true })
})

test('zeros are no secret by themselves, and outside of what is hidden everything is shown', () => {
  const counts = [
    [0, 90, 90, 90],
    [90, 90, 0, 90],
    [90, 90, 90, 90],
    [2, 90, 90, 90],
  ]
  const { hidden, cells } = suppressTable(counts, { threshold: 5, whole: 'flag' })
  expect(hidden[0][0]).toBe(false)
  expect(hidden[3][0]).toBe(true)
  expect(cells).toHaveLength(4)
  expect(suppressTable([[0, 9], [9, 9]], { threshold: 5, whole: 'flag' }).cells).toEqual([]) // prettier-ignore
})

test('empty tables have nothing to hide', () => {
  expect(suppressTable([], { threshold: 5 })).toMatchObject({ cells: [], hidden: [], safe: true })
  expect(suppressTable([[0, 0]], { threshold: 5 })).toMatchObject({ cells: [], hidden: [[false, false]] })
})

test('a total that is small itself gives away what stands in its row, and that is said', () => {
  expect(suppressTable([[1, 1], [9, 9]], { threshold: 5 })).toMatchObject({ safe: false }) // prettier-ignore
})

test('ten by ten with many small counts takes less than a second', () => {
  const counts = Array.from({ length: 10 }, (_, i) =>
    Array.from({ length: 10 }, (_, j) => (i * 7 + j * 13 + ((i * j) % 5)) % 17),
  )
  const began = performance.now()
  const { safe, cells } = suppressTable(counts, { threshold: 5 })
  expect(performance.now() - began).toBeLessThan(1000)
  expect(safe).toBe(true)
  for (const { lower, upper } of cells) expect(upper - lower).toBeGreaterThanOrEqual(5)
})

test('invalid tables and thresholds are refused by name', () => {
  expect(() => suppressTable([[1]], { threshold: 0 })).toThrow(
    new RangeError('suppress: expected a threshold of a whole number above 0, found 0'),
  )
  expect(() => suppressTable([[1.5]], { threshold: 3 })).toThrow(
    new RangeError('suppress: expected whole counts of 0 or more, found 1.5'),
  )
  expect(() => suppressTable([[1, 2], [1]], { threshold: 3 })).toThrow(
    new RangeError('row 2: expected 2 columns, found 1'),
  )
  expect(() => suppressTable([[1], [2]], { threshold: 3, related: [{ rowOf: [0], columnOf: [0] }] })).toThrow(
    new RangeError('view 2: expected a row for each of 2 rows, found 1'),
  )
  expect(() => suppressTable([[1, 2]], { threshold: 3, related: [{ rowOf: [0], columnOf: [0] }] })).toThrow(
    new RangeError('view 2: expected a column for each of 2 columns, found 1'),
  )
})
