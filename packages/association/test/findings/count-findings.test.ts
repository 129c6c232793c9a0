import { expect, test } from 'vitest'
import { countFindings, designBounds } from '../../src/findings/count-findings.ts'
import type { ComputedFinding, DesignP, Finding, PrintedCell } from '../../src/findings/finding.ts'

const numbers: ComputedFinding = {
  ...{ x: 'model', y: 'tool', source: 'published', n: 24 },
  ...{ measure: 'gamma', estimate: 0.5, strength: 'clear', sign: 1 },
}
const cell = (more: Partial<Finding> = {}): Finding => ({ row: 'a', column: 'b', analysis: true, ...more })
const withP = (p: number, design?: DesignP) =>
  cell({ computed: { ...numbers, naive: { p, method: 'ase0' }, ...(design && { design }) } })
const printed = (stars: number): PrintedCell => ({
  ...{
    table: '4.2',
    cell: 'x',
    printed: '*'.repeat(stars),
    verdict: 'agrees',
    rule: 'finding',
    file: 'cells.csv',
    line: 1,
  },
  read: { letters: [], stars },
})
const table = { id: '4.2', place: { da: '-', en: 'table 4.2' }, title: { da: '-', en: '-' } }
const range = (smallest: number, largest: number): DesignP => ({
  ...{ level: 'municipality', clusters: 6, kind: 'range', smallest, largest, exact: true },
})

test('eight stars among 28 analyses at 0.1 are what chance gives in 1 of 200 cases', () => {
  const cells = Array.from({ length: 28 }, (_, i) => cell({ printed: printed(i < 8 ? 1 : 0) }))
  const counts = countFindings({ cells: [cells], level: 0.1, table })!
  expect(counts.printed).toMatchObject({ looks: 28, known: 28, found: 8, possible: 0 })
  expect(counts.printed!.expected).toBeCloseTo(2.8, 12)
  // R: pbinom(7, 28, 0.1, lower.tail = FALSE)
  expect(counts.printed!.atLeastFound).toBeCloseTo(0.00495104391029842, 12)
})

test('the row of a single category is no analysis of its own', () => {
  const rows = [cell({ printed: printed(1) }), cell({ printed: printed(1), analysis: false })]
  expect(countFindings({ cells: [rows], level: 0.1, table })!.printed).toMatchObject({ looks: 1, found: 1 })
})

test('a range with the level inside it may be a finding, one that ends at the level is none for sure', () => {
  const cells = [withP(0.01, range(0.07, 0.24)), withP(0.01, range(0.02, 0.1)), withP(0.01, range(0.2, 0.5))]
  const counts = countFindings({ cells: [cells], level: 0.1, table })!
  expect(counts.naive).toMatchObject({ found: 3, possible: 0 })
  expect(counts.design).toMatchObject({ found: 0, possible: 2, known: 3 })
})

test('what has no p was looked at where the matrix is printed, else not', () => {
  const cells = [[withP(0.01), cell({ because: { code: 'rows-not-published' } }), undefined]]
  expect(countFindings({ cells, level: 0.1, table })!.naive).toMatchObject({ looks: 2, known: 1 })
  expect(countFindings({ cells, level: 0.1 })!.naive).toMatchObject({ looks: 1, known: 1 })
})

test('p is corrected for all that were looked at, known or not', () => {
  const cells = [withP(0.01), withP(0.02), cell({ because: { code: 'rows-not-published' } })]
  countFindings({ cells: [cells], level: 0.1, table })
  // R: p.adjust(c(0.01, 0.02), 'holm', n = 3); p.adjust(c(0.01, 0.02), 'BH', n = 3)
  expect(cells.map(({ computed }) => computed?.adjusted?.naive)).toEqual([
    { holm: 0.03, benjaminiHochberg: 0.03 },
    { holm: 0.04, benjaminiHochberg: 0.03 },
    undefined,
  ])
})

test('a design that says nothing leaves p unknown; where nothing was assigned p is the naive one', () => {
  const unknown = withP(0.01, { level: 'municipality', clusters: 6, kind: 'unknown' })
  expect(designBounds(unknown)).toBeUndefined()
  expect(designBounds(withP(0.01))).toEqual({ smallest: 0.01, largest: 0.01 })
  expect(countFindings({ cells: [], level: 0.1 })).toBeUndefined()
})
