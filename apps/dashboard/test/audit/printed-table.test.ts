import type { AuditFinding, PublishedCell, PublishedTable } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { expected, explain } from '#lib/audit/explain.ts'
import { looseFindings, marksOf, printedTable, worst } from '#lib/audit/printed-table.ts'
import { readableAddress } from '#lib/audit/readable-address.ts'
import { printedWords, statisticName } from '#lib/audit/statistic-words.ts'
import { countVerdicts } from '#lib/audit/verdicts.ts'
import { wordsIn } from '#lib/words/words.ts'

const text = (da: string, en = da) => ({ da, en })
const table: PublishedTable = {
  id: '9',
  title: text('Prøve', 'Trial'),
  place: { da: 'tabel 9', en: 'table 9' },
  unit: 'institution',
  dimensions: [
    { variable: 'a', label: text('A'), adds: true, categories: [{ id: 'x', label: text('iks', 'ex') }] },
    { variable: 'b', label: text('B'), adds: true, categories: [{ id: 'y', label: text('ypsilon') }] },
  ],
  measures: [
    { id: 'count', kind: 'count', label: text('antal', 'count') },
    {
      id: 'percent',
      kind: 'percent',
      label: text('procent'),
      of: 'count',
      over: ['b'],
      printedWith: 'count',
    },
  ],
  statistics: [
    { id: 'gamma', statistic: 'gamma' },
    { id: 'xy', statistic: 'ordered_logit', contrast: ['x', 'y'] },
  ],
}
const cell = (at: Record<string, string>, measure: string, printed: string, line: number): PublishedCell => ({
  ...{ table: '9', order: line, at, measure, printed, file: 'published/cells.csv', line },
})
const cells = [
  cell({ a: 'x', b: 'y' }, 'count', '5 (56 %)', 2),
  cell({ a: 'x', b: 'y' }, 'percent', '5 (56 %)', 2),
  cell({ a: 'x', b: 'total' }, 'count', '9', 3),
  cell({ a: 'total', b: 'total' }, 'count', '', 4),
  cell({}, 'gamma.p', '≤ 0,1', 5),
]
const finding = (address: string, verdict: AuditFinding['verdict'], rest: Partial<AuditFinding> = {}) => ({
  ...{
    table: '9',
    cell: address,
    printed: '',
    verdict,
    rule: 'sum',
    reason: { code: 'sum' },
    file: 'f',
    line: 1,
  },
  ...rest,
})
const findings = [
  finding('x/y/count', 'agrees'),
  finding('x/y/percent', 'disagrees'),
  finding('gamma.p', 'agrees_within_rounding'),
  finding('somewhere', 'disagrees', { table: 'text' }),
]
const printed = printedTable(table, cells, findings)

test('a count and the percentage printed with it are one thing with the graver verdict', () => {
  expect(printed.rows[0].cells[0]).toHaveLength(1)
  expect(printed.rows[0].cells[0][0]).toMatchObject({
    printed: '5 (56 %)',
    verdict: 'disagrees',
    anchors: ['9-x-y-count', '9-x-y-percent'],
  })
})

test('totals are rows and columns of their own, and an empty cell in print has a place', () => {
  expect(printed.columns.map(({ label, total }) => [label.en, total])).toEqual([
    ['ypsilon', false],
    ['total', true],
  ])
  expect(printed.rows.map(({ total }) => total)).toEqual([false, true])
  expect(printed.rows[1].cells[1][0].printed).toBe('')
  expect(printed.rows[1].cells[0]).toEqual([])
})

test('what is printed beside the table stands beside it', () => {
  expect(printed.beside.map(({ measure, verdict }) => [measure, verdict])).toEqual([
    ['gamma.p', 'agrees_within_rounding'],
  ])
})

test('no finding gets lost between the tables', () => {
  const placed = marksOf(printed).flatMap((mark) => mark.findings)
  expect([...placed, ...looseFindings([printed], findings)]).toHaveLength(findings.length)
  expect(looseFindings([printed], findings).map((f) => f.cell)).toEqual(['somewhere'])
})

test('verdicts are counted and ranked by gravity', () => {
  expect(countVerdicts(findings)).toEqual({
    agrees: 1,
    agrees_within_rounding: 1,
    cannot_be_recomputed: 0,
    disagrees: 2,
  })
  expect(worst(['agrees', undefined, 'cannot_be_recomputed'])).toBe('cannot_be_recomputed')
  expect(worst([])).toBeUndefined()
})

test('an address is told in the words of the table', () => {
  const [da, en] = [wordsIn('da'), wordsIn('en')]
  expect(readableAddress(table, 'x/total/count', da)).toBe('iks, i alt, antal')
  expect(readableAddress(table, 'gamma.p', en)).toBe('Gamma, p')
  expect(statisticName(table, 'xy.says', en)).toBe('Ordered logit: ex against ypsilon')
  expect(printedWords('higher, significant', da)).toBe('højere, signifikant')
  expect(printedWords('13,02', da)).toBe('13,02')
})

test('a reason is told with the decimal sign of the language', () => {
  const reason = { code: 'percent', values: { part: 8, base: 24, gives: '33.33' } }
  expect(explain({ reason, rule: 'percent' }, wordsIn('da'))).toBe('8 af 24 er 33,33 %.')
  expect(explain({ reason, rule: 'percent' }, wordsIn('en'))).toBe('8 of 24 is 33.33%.')
  expect(expected('0.0011–0.018', wordsIn('da'))).toBe('0,0011–0,018')
})

test('a rule that could not compute its side, or has no words yet, is told all the same', () => {
  const words = wordsIn('en')
  expect(explain({ reason: { code: 'claim', values: {} }, rule: 'claim' }, words)).toBe(
    'It does not match the tables.',
  )
  expect(explain({ reason: { code: 'new', values: { n: 1.5 } }, rule: 'sum' }, words)).toBe('sum: n 1.5')
})
