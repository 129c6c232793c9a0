import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CheckResult, CheckRule, PublishedCell, PublishedTable, Severity } from '@pejling/indicators'
import { problemLine } from '@pejling/indicators'
import { literal, rows, withDatabase } from '@pejling/warehouse'
import { describe, expect, test } from 'vitest'
import { checkStudy } from '../src/index.ts'
import { type Cell, categories, keys, text, trialStudy, variable, writeTable } from './made-rows.ts'

const rounds = ['r1', 'r2'].map((id, i) => ({
  ...{ id, label: text(id), instrument: 'form', version: 'v' },
  period: { from: `202${i}-01-01`, to: `202${i}-02-01` },
}))
const variables = [
  ...keys,
  variable('model', 'municipality', categories('none', 'bound')),
  variable('load', 'institution', { range: { min: 0 } }),
  variable('trust', 'institution', categories('no', 'some', 'yes')),
  variable('other', 'institution', { scale: 'text' }),
]
const row = (institution_id: string, load: Cell, trust: Cell, other: Cell = 'm') => ({
  ...{ institution_id, municipality_id: 'm', load, trust, other },
})
const tables = [
  { unit: 'municipality', rows: [{ municipality_id: 'm', model: 'none' }] },
  {
    ...{ unit: 'institution', round: 'r1' },
    rows: [row('a', 1, 'no'), row('b', 2, 'no'), row('c', 3, 'some'), row('d', 4, 'yes')],
  },
  {
    ...{ unit: 'institution', round: 'r2' },
    rows: [
      row('a', 5, 'yes', 'x'),
      row('b', 5, 'yes'),
      row('b', '!not_answered', 'no'),
      row('d', 7, '!not_codable'),
    ],
  },
]
const table: PublishedTable = {
  ...{ id: 't1', title: text('t'), place: text('p. 1'), unit: 'institution' },
  dimensions: [
    { variable: 'trust', label: text('t'), categories: [...categories('no', 'yes').categories!], adds: true },
  ],
  measures: [{ id: 'n', kind: 'count', label: text('n') }],
}
const cells = (['no', 'yes'] as const).map((trust, order): PublishedCell => ({
  ...{
    table: 't1',
    order,
    at: { trust },
    measure: 'n',
    printed: String(order + 2),
    value: order + 2,
    halfUnit: 0.5,
  },
  ...{ file: 'published/cells.csv', line: order + 2 },
}))

async function judge(rule: CheckRule, severity: Severity = 'stops', sql: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-check-test-'))
  try {
    const study = trialStudy(true)
    const codebook = { study: 'trial', variables }
    const files = await Promise.all(
      tables.map((given, i) => writeTable(study, codebook, given, join(folder, `${i}.parquet`))),
    )
    const output = join(folder, 'output')
    await mkdir(output)
    const check = { id: 'it', severity, note: text('why'), row: 7, ...rule }
    const done = await checkStudy({
      ...{
        study,
        codebook,
        rounds,
        instruments: [],
        tables: [table],
        cells,
        sql,
        checks: [check],
        files,
        output,
      },
    })
    const results = await withDatabase((connection) =>
      rows<CheckResult>(connection, `SELECT * FROM read_parquet(${literal(join(output, 'checks.parquet'))})`),
    )
    return {
      problems: done.problems.map((problem) => `${problem.severity} ${problemLine(problem)}`),
      found: results.map(({ round, passed, found, lines }) => [round, passed, found, lines.map(Number)]),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe('a check', () => {
  test.each<[string, CheckRule, unknown[][], string[]]>([
    [
      'unique: a key twice in a round, not in two rounds',
      { kind: 'unique', variables: ['institution_id'] },
      [[null, false, 1, [4]]],
      ['expected 0 rows that break it, found 1 (institution, line 4)'],
    ],
    [
      'reference: a value that is none of the others',
      { kind: 'reference', variable: 'other', to: 'municipality_id' },
      [[null, false, 1, [2]]],
      ['expected 0 rows that break it, found 1 (institution, line 2)'],
    ],
    [
      'range: both ends belong to it',
      { kind: 'range', variable: 'load', min: 1, max: 7 },
      [[null, true, 0, []]],
      [],
    ],
    [
      'range: what lies outside',
      { kind: 'range', variable: 'load', max: 4 },
      [[null, false, 3, [2, 3, 5]]],
      ['expected 0 rows that break it, found 3 (institution, line 2, 3, 5)'],
    ],
    [
      'share of categories, of those with an answer, in each round',
      { kind: 'share', variable: 'trust', categories: ['yes'], max: 0.5 },
      [
        ['r1', true, 0.25, []],
        ['r2', false, 2 / 3, []],
      ],
      ['expected at most 0.5, found 0.6666666666666666 (round r2)'],
    ],
    [
      'share that is missing, of all rows',
      { kind: 'share', variable: 'trust', missing: ['not_codable'], max: 0.3 },
      [
        ['r1', true, 0, []],
        ['r2', true, 0.25, []],
      ],
      [],
    ],
    [
      'sum against a published cell',
      { kind: 'sum', unit: 'institution', where: { trust: ['no'] }, round: 'r1', published: 't1/no/n' },
      [['r1', true, 2, []]],
      [],
    ],
    [
      'sum against all published cells of a dimension',
      { kind: 'sum', unit: 'institution', round: 'r1', published: 't1/*/n' },
      [['r1', true, 4, []]],
      [],
    ],
    [
      'sum against a number',
      { kind: 'sum', variable: 'load', round: 'r2', equals: 16 },
      [['r2', false, 17, []]],
      ['expected 16, found 17 (round r2)'],
    ],
    [
      // shares 2/4, 1/4, 1/4 and 1/3, 0, 2/3: (1/6 + 1/4 + 5/12) / 2
      'shift as total variation',
      { kind: 'shift', variable: 'trust', statistic: 'total_variation', max: 0.2 },
      [['r2', false, expect.closeTo(5 / 12, 12), []]],
      [expect.stringMatching(/^expected 0 to 0.2, found 0.41666/)],
    ],
    [
      // cumulated 1/2, 3/4, 1 and 1/3, 1/3, 1
      'shift as the largest difference of cumulated shares, in the order of categories',
      { kind: 'shift', variable: 'trust', statistic: 'kolmogorov_smirnov', max: 0.5 },
      [['r2', true, expect.closeTo(5 / 12, 12), []]],
      [],
    ],
    [
      // R: ks.test(c(1, 2, 3, 4), c(5, 5, 7))$statistic is 1
      'shift of a number',
      { kind: 'shift', variable: 'load', statistic: 'kolmogorov_smirnov', max: 1 },
      [['r2', true, 1, []]],
      [],
    ],
    [
      'shift without rounds is not judged',
      { kind: 'shift', variable: 'model', statistic: 'total_variation', max: 0 },
      [[null, null, null, []]],
      [],
    ],
  ])('%s', async (_, rule, found, problems) => {
    const result = await judge(rule)
    expect(result.found).toEqual(found)
    const place = 'stops trial/checks.yaml:7 it: '
    expect(result.problems.map((line) => line.slice(place.length))).toEqual(problems)
    expect(result.problems.every((line) => line.startsWith(place))).toBe(true)
  })

  test('a rule in SQL is broken by the rows it gives, told with the lines of their unit and the severity of the check', async () => {
    const sql = `SELECT institution_id, round FROM institution WHERE load > 5 AND load__missing IS NULL`
    const rule: CheckRule = { kind: 'sql', file: 'checks/load.sql', inputs: ['load'] }
    expect(await judge(rule, 'warns', { 'checks/load.sql': sql })).toEqual({
      found: [[null, false, 1, [5]]],
      problems: [
        'warns trial/checks.yaml:7 it: expected 0 rows that break it, found 1 (institution, line 5)',
      ],
    })
  })
})
