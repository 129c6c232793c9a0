import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { tablePanel, tablePanelSteps, takeSteps } from '../../src/index.ts'
import { fixedRuns, smallTable } from '../arbitrary-table.ts'

const kora = [
  [5, 3, 0],
  [4, 4, 0],
  [2, 1, 5],
]
const ordered = { rowOrdinal: true, columnOrdinal: true }

test('the panel of the KORA table names three p-values that agree', () => {
  const panel = tablePanel(kora, ordered)
  expect(panel).toMatchObject({ n: 24, rows: 3, columns: 3, droppedRows: [], pValuesDisagree: false })
  expect(panel.pValues.map(({ method }) => method)).toEqual([
    'normal approximation with ASE0',
    'normal approximation with ASE1',
    'gamma given both margins, exact',
  ])
  expect(panel.chiSquare.estimate).toBeCloseTo(13.0227272727273, 12)
  expect(panel.ordinal!.gamma.estimate).toBeCloseTo(0.614814814814815, 14)
  expect(panel.exact!.gamma!.twoSided.p).toBeCloseTo(0.0176117038413446, 13)
  expect(panel.exact!.fisherFreemanHalton.twoSided.p).toBeCloseTo(0.0235034106349225, 13)
})

test('three p-values on both sides of 0.05 disagree', () => {
  // KORA 3.6: ASE0 0.027, ASE1 0.017, exact 0.087
  const panel = tablePanel(
    [
      [1, 3, 4],
      [3, 2, 3],
      [0, 0, 8],
    ],
    ordered,
  )
  expect(panel.pValuesDisagree).toBe(true)
  expect(panel.pValues.map(({ p }) => p < 0.05)).toEqual([true, true, false])
})

test('a table that is not ordered has χ², G² and the exact test', () => {
  const panel = tablePanel(kora, { rowOrdinal: true })
  expect(panel.ordinal).toBe(undefined)
  expect(panel.exact!.gamma).toBe(undefined)
  expect(panel.pValues.map(({ method }) => method)).toEqual([
    "Pearson's χ² approximation",
    'likelihood-ratio χ² approximation',
    'Fisher–Freeman–Halton test given both margins, exact',
  ])
})

test('two categories count as ordered', () => {
  expect(
    tablePanel([
      [3, 4],
      [5, 1],
    ]).ordinal,
  ).not.toBe(undefined)
  expect(
    tablePanel([
      [3, 4, 1],
      [5, 1, 2],
    ]).ordinal,
  ).toBe(undefined)
  expect(
    tablePanel(
      [
        [3, 4, 1],
        [5, 1, 2],
      ],
      { columnOrdinal: true },
    ).ordinal,
  ).not.toBe(undefined)
})

test('empty lines are dropped and named, and the scores of the others stay', () => {
  const gapped = [
    [4, 1, 0],
    [0, 0, 0],
    [1, 2, 0],
    [0, 3, 0],
  ]
  const panel = tablePanel(gapped, ordered)
  expect(panel).toMatchObject({ rows: 3, columns: 2, droppedRows: [2], droppedColumns: [3] })
  expect(panel.warnings).toContainEqual({ code: 'empty-lines-dropped', values: { rows: '2', columns: '3' } })
  // cor(c(1,1,1,1,1,3,3,3,4,4,4), c(1,1,1,1,2,1,2,2,2,2,2))
  expect(panel.ordinal!.linearByLinear.estimate).toBeCloseTo(0.6774857401485106, 13)
})

test('a panel is plain JSON without NaN, whatever the table', () => {
  fc.assert(
    fc.property(smallTable({ rows: 4, columns: 4, count: 4 }), (table) => {
      const panel = tablePanel(table, ordered)
      const json = JSON.stringify(panel, (_, value) => {
        if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
        return value
      })
      expect(JSON.parse(json).n).toBe(panel.n)
      for (const { p } of panel.pValues) expect(p >= 0 && p <= 1).toBe(true)
    }),
    fixedRuns,
  )
  for (const table of [
    [],
    [[]],
    [[0]],
    [[7]],
    [[1, 2]],
    [
      [0, 0],
      [0, 0],
    ],
  ])
    expect(tablePanel(table, ordered).pValuesDisagree).toBe(undefined)
})

test('weights leave out the exact tests', () => {
  const panel = tablePanel([
    [1.5, 2],
    [3, 1],
  ])
  expect(panel.exact).toBe(undefined)
  expect(panel.pValues).toHaveLength(2)
  expect(panel.warnings).toContainEqual({ code: 'fractional-counts' })
})

test('a large table is drawn, says so, and draws the same again', () => {
  const large = [
    [282, 170, 175],
    [206, 189, 264],
    [79, 87, 229],
  ]
  const panel = tablePanel(large, { ...ordered, draws: 3000, seed: 8 })
  expect(panel.exact!.gamma!.exact).toBe(false)
  expect(panel.warnings).toContainEqual({ code: 'monte-carlo', values: { draws: 3000, seed: 8 } })
  expect(tablePanel(large, { ...ordered, draws: 3000, seed: 8 })).toEqual(panel)
})

test('a panel reports progress and stops when told to', async () => {
  const seen: number[] = []
  tablePanel(kora, { ...ordered, progress: (share) => seen.push(share) })
  expect(seen.length).toBeGreaterThan(0)
  expect(seen.every((share) => share >= 0 && share <= 1)).toBe(true)
  const stop = new AbortController()
  expect(() =>
    tablePanel(kora, { ...ordered, signal: stop.signal, progress: () => stop.abort(new Error('enough')) }),
  ).toThrow('enough')
  await expect(takeSteps(tablePanelSteps(kora, ordered), { signal: stop.signal })).rejects.toThrow('enough')
})

test('bad tables are refused with the culprit', () => {
  expect(() => tablePanel([[1, 2], [3]])).toThrow(
    new RangeError('table panel: expected 2 columns in row 2, found 1'),
  )
  expect(() => tablePanel(kora, { ...ordered, level: 95 })).toThrow(
    new RangeError('invalid confidence level; not in (0, 1): 95'),
  )
})
