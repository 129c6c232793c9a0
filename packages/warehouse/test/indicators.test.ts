import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type CheckResult,
  checkResultColumns,
  type Codebook,
  type Indicator,
  type Study,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildEdition,
  compareDefinitions,
  type Edition,
  getIndicator,
  listCheckResults,
  listIndicators,
  listIndicatorValues,
  listStudyChecks,
  openEdition,
  withDatabase,
  writeRows,
} from '../src/index.ts'
import { study as trial } from './trial-study.ts'

const text = (word: string) => ({ da: word, en: word })
const ratio = (id: string): Variable => ({
  ...{ id, label: text(id), unit: 'school', scale: 'ratio', quality: 'structure', disclosure: 'open' },
})
const codebook: Codebook = {
  study: 'trial',
  variables: [
    { ...ratio('school_id'), scale: 'identifier' },
    ...['weighted_174', 'weighted_2'].map(ratio),
    { ...ratio('printed_only'), leftOut: text('never published') },
  ],
}
const definition = (version: number, variable: string) => ({
  ...{ version, variable, date: `202${version}-01-01`, reason: text('why') },
})
const weighted: Indicator = {
  ...{ id: 'weighted', label: text('w'), meaning: text('m'), quality: 'structure', owner: text('o') },
  firstRound: '2021',
  definitions: [definition(1, 'weighted_174'), definition(2, 'weighted_2')],
}
const printed: Indicator = { ...weighted, id: 'printed', definitions: [definition(1, 'printed_only')] }
const result: CheckResult = {
  ...{ study: 'trial', check: 'few', kind: 'range', severity: 'warns', round: null, passed: false, found: 2 },
  ...{ least: 0, most: 0, unit: 'school', variable: 'weighted_2', lines: [3, 4] },
}
const closed: Study = {
  ...trial,
  id: 'trial',
  synthetic: false,
  units: trial.units.filter(({ id }) => id === 'school').map(({ within: _, ...unit }) => unit),
}
const nobody: Viewer = { sees: 'suppressed', rows: false } as Viewer
const all: Viewer = { sees: 'all', rows: true } as Viewer

let folder: string
let edition: Edition

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pejling-indicators-'))
  const rows = join(folder, 'rows.parquet')
  const derived = join(folder, 'derived.parquet')
  const checkResults = join(folder, 'checks.parquet')
  await withDatabase(async (connection) => {
    const of = (id: string, type: string) => ({ [id]: type, [`${id}__missing`]: 'VARCHAR' })
    const schools = [180, 205, null].map((value, i) => ({
      ...{
        line: i + 2,
        school_id: 'abc'[i],
        weighted_174: value,
        weighted_174__missing: value ? null : 'not_asked',
      },
    }))
    await writeRows(
      connection,
      schools,
      { line: 'BIGINT', ...of('school_id', 'VARCHAR'), ...of('weighted_174', 'DOUBLE') },
      rows,
    )
    // In another order than the rows they belong to.
    const made = [
      { line: 4, weighted_2: 100, weighted_2__missing: null },
      { line: 2, weighted_2: 193, weighted_2__missing: null },
      { line: 3, weighted_2: 205, weighted_2__missing: null },
    ]
    await writeRows(connection, made, { line: 'BIGINT', ...of('weighted_2', 'DOUBLE') }, derived)
    await writeRows(connection, [result], checkResultColumns, checkResults)
  })
  const file = join(folder, 'edition.duckdb')
  await buildEdition(file, {
    ...{ hash: '0123456789abcdef', codeVersion: 'v1', provenance: [] },
    studies: [
      {
        ...{ study: closed, codebook, tables: [], problems: [], files: [], checkResults },
        units: { school: [{ rows, derived: [derived] }] },
        indicators: [weighted, printed],
        checks: [
          {
            id: 'few',
            severity: 'warns',
            note: text('why'),
            row: 4,
            kind: 'range',
            variable: 'weighted_2',
            max: 200,
          },
        ],
      },
    ],
  })
  edition = await openEdition(file)
})

afterAll(async () => {
  await edition.close()
  await rm(folder, { recursive: true, force: true })
})

describe('an indicator', () => {
  test('is listed with its study, and an unknown one is told with the one that was meant', async () => {
    expect((await listIndicators(edition)).map(({ study, indicator }) => [study, indicator.id])).toEqual([
      ['trial', 'weighted'],
      ['trial', 'printed'],
    ])
    await expect(getIndicator(edition, 'trial', 'wieghted')).rejects.toThrow(
      'unknown indicator: wieghted (did you mean weighted?)',
    )
  })

  test('has its values by the definition in force, or by an earlier one', async () => {
    const now = await listIndicatorValues(edition, { study: 'trial', id: 'weighted' }, all)
    expect(now.values.map(({ key, value }) => [key, value])).toEqual([
      ['a', 193],
      ['b', 205],
      ['c', 100],
    ])
    const before = await listIndicatorValues(edition, { study: 'trial', id: 'weighted', version: 1 }, all)
    expect(before.values.at(-1)).toEqual({ key: 'c', round: null, value: null, missing: 'not_asked' })
    await expect(
      listIndicatorValues(edition, { study: 'trial', id: 'weighted', version: 3 }, all),
    ).rejects.toThrow('version of weighted: expected 1 or 2, found 3')
  })

  test('says which units move when its definition changes, from what to what', async () => {
    const { n, same, moved, from, to } = await compareDefinitions(
      edition,
      { study: 'trial', id: 'weighted' },
      all,
    )
    expect([from.version, to.version, n, same]).toEqual([1, 2, 3, 1])
    expect(moved).toEqual([
      {
        key: 'a',
        round: null,
        change: 13,
        from: { value: 180, missing: null },
        to: { value: 193, missing: null },
      },
      {
        key: 'c',
        round: null,
        change: null,
        from: { value: null, missing: 'not_asked' },
        to: { value: 100, missing: null },
      },
    ])
    await expect(compareDefinitions(edition, { study: 'trial', id: 'printed' }, all)).rejects.toThrow(
      'printed: expected two definitions, found one',
    )
  })

  test('that is known from print only has no values', async () => {
    expect((await listIndicatorValues(edition, { study: 'trial', id: 'printed' }, all)).values).toEqual([])
  })

  test('of a study that is not open shows no unit to those who may not see rows', async () => {
    await expect(listIndicatorValues(edition, { study: 'trial', id: 'weighted' })).rejects.toThrow(
      'viewer: expected one, since trial is not open; found none',
    )
    const { values, withheld } = await listIndicatorValues(
      edition,
      { study: 'trial', id: 'weighted' },
      nobody,
    )
    expect([values, withheld?.code]).toEqual([[], 'rows'])
    const moved = await compareDefinitions(edition, { study: 'trial', id: 'weighted' }, nobody)
    expect([moved.n, moved.moved, moved.withheld?.code]).toEqual([0, [], 'rows'])
    const counted = await compareDefinitions(
      edition,
      { study: 'trial', id: 'weighted' },
      { sees: 'all', rows: false },
    )
    expect([counted.n, counted.same, counted.moved, counted.withheld?.code]).toEqual([3, 1, [], 'rows'])
  })
})

test('what a check found is kept; those who may not see all counts learn only whether it passed', async () => {
  expect(await listCheckResults(edition, 'trial', all)).toEqual([result])
  expect(await listCheckResults(edition, 'trial', nobody)).toEqual([{ ...result, found: null, lines: [] }])
  expect((await listStudyChecks(edition, 'trial')).map(({ id }) => id)).toEqual(['few'])
})
