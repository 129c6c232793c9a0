import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  suppressTable,
  suppressTables,
  type TableSuppression,
  type TableView,
  wholeView,
} from '../../src/index.ts'
import { columnTotals, rangesByTrying, rowTotals } from './every-table.ts'

const threshold = 3
const base = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 2 }), {
  minLength: 4,
  maxLength: 4,
})
const large = (total: number) => total === 0 || total >= threshold
const fits = (counts: number[][]) => [...rowTotals(counts), ...columnTotals(counts)].every(large)

/** Places of the finest table that a view's cell adds up. */
function membersOf(counts: number[][], { rowOf, columnOf }: TableView, row: number, column: number) {
  return counts.flatMap((line, i) =>
    line.flatMap((_, j) => (rowOf[i] === row && columnOf[j] === column ? [[i, j] as [number, number]] : [])),
  )
}

function attack(counts: number[][], views: TableView[], tables: TableSuppression[]) {
  const sums = views.flatMap((view, at) =>
    tables[at].hidden.flatMap((line, row) =>
      line.flatMap((isHidden, column) => {
        const members = membersOf(counts, view, row, column)
        const total = members.reduce((sum, [i, j]) => sum + counts[i][j], 0)
        return isHidden ? [] : [{ members, total }]
      }),
    ),
  )
  const hidden = views.flatMap((view, at) =>
    tables[at].cells.map((cell) => ({ ...cell, members: membersOf(counts, view, cell.row, cell.column) })),
  )
  const ranges = rangesByTrying(
    {
      counts: counts.map((line, i) =>
        line.map((count, j) =>
          sums.some(({ members }) => members.length === 1 && members[0][0] === i && members[0][1] === j)
            ? count
            : undefined,
        ),
      ),
      ...{ rowTotals: rowTotals(counts), columnTotals: columnTotals(counts), sums },
    },
    hidden.map(({ members }) => members),
  )
  return { hidden, ranges }
}

test.each([
  [
    'a table and a coarser one of the same units',
    [wholeView(4, 2), { rowOf: [0, 0, 1, 1], columnOf: [0, 1] }],
  ],
  [
    'two tables that cross the same outcome with two known attributes',
    [
      { rowOf: [0, 0, 1, 1], columnOf: [0, 1] },
      { rowOf: [0, 1, 0, 1], columnOf: [0, 1] },
    ],
  ],
])('an attacker who puts %s together finds no range narrower than the threshold', (_, views) => {
  let hiddenCells = 0
  fc.assert(
    fc.property(base.filter(fits), (counts) => {
      const tables = suppressTables(counts, views, { threshold, whole: 'flag' })
      const { hidden, ranges } = attack(counts, views, tables)
      hidden.forEach(({ lower, upper }, at) => expect({ lower, upper }).toEqual(ranges[at]))
      if (tables[0].safe)
        for (const { lower, upper } of ranges) expect(upper - lower).toBeGreaterThanOrEqual(threshold)
      else expect(ranges.some(({ lower, upper }) => upper - lower < threshold)).toBe(true)
      hiddenCells += hidden.length
    }),
    { seed: 21, numRuns: 20 },
  )
  expect(hiddenCells).toBeGreaterThan(40)
})

test('a coarser table shown besides would give away what the table alone hides', () => {
  const counts = [
    [1, 5],
    [5, 5],
    [5, 6],
    [5, 5],
  ]
  const coarser = { rowOf: [0, 1, 0, 1], columnOf: [0, 1] }
  const alone = suppressTable(counts, { threshold: 5 })
  const shownBesides = [alone, { ...alone, hidden: [[false, false], [false, false]], cells: [] }] // prettier-ignore
  const { ranges } = attack(counts, [wholeView(4, 2), coarser], shownBesides)
  expect(ranges.some(({ lower, upper }) => upper - lower < 5)).toBe(true)
  const together = suppressTable(counts, { threshold: 5, related: [coarser] })
  const safe = attack(counts, [wholeView(4, 2), coarser], [together, ...together.related])
  expect(together.safe).toBe(true)
  expect(safe.ranges.length).toBeGreaterThan(0)
  for (const { lower, upper } of safe.ranges) expect(upper - lower).toBeGreaterThanOrEqual(5)
})
