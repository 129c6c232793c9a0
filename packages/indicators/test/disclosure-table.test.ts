import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ProtectedBlock, protectedTables, suppressedCrosstab } from '../src/index.ts'

const text = (word: string) => ({ da: word, en: word })
const categories = (...ids: string[]) => ids.map((id) => ({ id, label: text(id) }))
const why = { code: 'small-counts', values: { threshold: 3, unit: 'institution' } } as const
const alone = (places: number) => Array.from({ length: places }, (_, place) => place)

/** Two known row variables with two categories each, one outcome with two; each with a place for missing values. */
const block = (counts: number[]): ProtectedBlock => ({
  cells: counts.map((n, at) => ({ rows: [at >> 2, (at >> 1) & 1], columns: [at & 1], n })),
  rowGroups: [alone(3), alone(3)],
  columnGroups: [alone(3)],
  tables: [
    { row: 0, column: 0 },
    { row: 1, column: 0 },
  ],
  ...{ threshold: 3, whole: 'flag' },
})

test('two tables of one block: every world that fits both leaves each hidden count its range', () => {
  let hidden = 0
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 8, maxLength: 8 }), (counts) => {
      const sum = (holds: (at: number) => boolean) =>
        counts.reduce((total, n, at) => total + (holds(at) ? n : 0), 0)
      const totals = [0, 1].flatMap((v) => [sum((at) => at >> 2 === v), sum((at) => ((at >> 1) & 1) === v), sum((at) => (at & 1) === v)]) // prettier-ignore
      fc.pre(totals.every((total) => total >= 3))
      const tables = protectedTables(block(counts))
      const seen = tables.flatMap((table, t) =>
        table
          ? [0, 1].flatMap((i) =>
              [0, 1].map((j) => ({
                members: alone(8).filter((at) => (t === 0 ? at >> 2 : (at >> 1) & 1) === i && (at & 1) === j),
                count: table.counts[i][j],
              })),
            )
          : [],
      )
      const ranges = seen.map(() => ({ lower: Infinity, upper: -Infinity }))
      for (const world of worlds(counts)) {
        const values = seen.map(({ members }) => members.reduce((total, at) => total + world[at], 0))
        if (!seen.every(({ count }, at) => count === null || count === values[at])) continue
        values.forEach((value, at) => {
          ranges[at].lower = Math.min(ranges[at].lower, value)
          ranges[at].upper = Math.max(ranges[at].upper, value)
        })
      }
      seen.forEach(({ count, members }, at) => {
        const truth = members.reduce((total, place) => total + counts[place], 0)
        if (count === null) expect(ranges[at].upper - ranges[at].lower).toBeGreaterThanOrEqual(3)
        else expect(count === truth && (truth === 0 || truth >= 3)).toBe(true)
        hidden += count === null ? 1 : 0
      })
    }),
    { seed: 41, numRuns: 60 },
  )
  expect(hidden).toBeGreaterThan(60)
})

/** Every split of the known combinations over the two outcomes with the outcome's own totals. */
function* worlds(counts: number[]): Generator<number[]> {
  const sizes = [0, 2, 4, 6].map((at) => counts[at] + counts[at + 1])
  const first = counts[0] + counts[2] + counts[4] + counts[6]
  for (let a = 0; a <= sizes[0]; a++)
    for (let b = 0; b <= sizes[1]; b++)
      for (let c = 0; c <= sizes[2]; c++) {
        const d = first - a - b - c
        if (d < 0 || d > sizes[3]) continue
        yield [a, b, c, d].flatMap((n, at) => [n, sizes[at] - n])
      }
}

test('categories that are hidden together show nothing but their sum', () => {
  const [table] = protectedTables({
    cells: [
      { rows: [0], columns: [0], n: 1 },
      { rows: [1], columns: [0], n: 6 },
      { rows: [2], columns: [0], n: 9 },
      { rows: [1], columns: [1], n: 6 },
      { rows: [2], columns: [1], n: 8 },
    ],
    rowGroups: [[0, 0, 1, 2]],
    columnGroups: [alone(3)],
    tables: [{ row: 0, column: 0 }],
    ...{ threshold: 3, whole: 'flag' },
  })
  const side = (variable: string, ...ids: string[]) => ({
    variable,
    categories: categories(...ids),
    reasons: [],
  })
  expect(suppressedCrosstab(table!, side('x', 'a', 'b', 'c'), side('y', 'no', 'yes'), why)).toEqual({
    ...{ kind: 'crosstab', suppressed: true, source: 'rows' },
    rows: categories('a', 'b', 'c'),
    columns: categories('no', 'yes'),
    counts: [
      [null, null],
      [null, null],
      [9, 8],
    ],
    rowTotals: [null, null, 17],
    columnTotals: [16, 14],
    n: 30,
    missing: [],
    why,
  })
})

test('a table with nothing to hide is an ordinary cross table with its missing ones', () => {
  const [table] = protectedTables({
    cells: [
      { rows: [0], columns: [0], n: 5 },
      { rows: [1], columns: [0], n: 6 },
      { rows: [0], columns: [1], n: 7 },
      { rows: [1], columns: [1], n: 8 },
      { rows: [1], columns: [2], n: 7 },
    ],
    rowGroups: [alone(3)],
    columnGroups: [alone(3)],
    tables: [{ row: 0, column: 0 }],
    ...{ threshold: 3, whole: 'hide' },
  })
  const x = { variable: 'x', categories: categories('a', 'b'), reasons: [] }
  const y = (reasons: [string, number][]) => ({
    ...{ variable: 'y', categories: categories('no', 'yes') },
    reasons: reasons.map(([reason, n]) => ({ reason: reason as 'not_asked', n })),
  })
  const given = (reasons: [string, number][]) => suppressedCrosstab(table!, x, y(reasons), why).missing
  expect(suppressedCrosstab(table!, x, y([['not_asked', 7]]), why)).toEqual({
    ...{ kind: 'crosstab', source: 'rows', rows: x.categories, columns: y([]).categories, n: 26 },
    counts: [
      [5, 7],
      [6, 8],
    ],
    missing: [{ variable: 'y', reason: 'not_asked', n: 7 }],
  })
  // Reasons of which one is small are given in one sum; so it cannot be told that it occurs at all.
  expect(given([['not_asked', 4], ['not_answered', 3]])).toHaveLength(2) // prettier-ignore
  expect(given([['not_asked', 6], ['not_answered', 1]])).toEqual([{ variable: 'y', reason: 'unknown', n: 7 }]) // prettier-ignore
})
