import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  AuditFinding,
  Codebook,
  PublishedCell,
  PublishedTable,
  Study,
  Variable,
} from '@pejling/indicators'
import {
  buildEdition,
  cellColumns,
  type Edition,
  findingColumns,
  openEdition,
  withDatabase,
  writeRows,
} from '../src/index.ts'

const text = (word: string) => ({ da: word, en: word })
const category = (id: string) => ({ id, label: text(id) })
const variable = (id: string, unit: string, rest: Partial<Variable>): Variable => ({
  ...{ id, label: text(id), unit, scale: 'nominal', quality: 'structure', disclosure: 'open' },
  ...rest,
})

export const study: Study = {
  ...{
    id: 'trial',
    title: text('Trial'),
    summary: text('Synthetic'),
    synthetic: true,
    licence: text('free'),
    limits: [],
  },
  source: { citation: 'Made up for a test.', year: 2026 },
  units: [
    { id: 'municipality', label: text('m'), plural: text('m'), key: 'municipality_id', file: 'm.csv' },
    {
      id: 'school',
      label: text('s'),
      plural: text('s'),
      key: 'school_id',
      within: 'municipality',
      file: 's.csv',
    },
    { id: 'visit', label: text('v'), plural: text('v'), key: 'visit_id', within: 'school' },
  ],
  design: {
    note: text('none'),
    assigned: [],
    reportingLevel: 0.05,
    sizes: { municipality: 2, school: 7, visit: 20 },
  },
}

export const codebook: Codebook = {
  study: 'trial',
  variables: [
    variable('municipality_id', 'municipality', { scale: 'identifier' }),
    variable('model', 'municipality', {
      scale: 'ordinal',
      categories: ['none', 'free', 'tied'].map(category),
    }),
    variable('school_id', 'school', { scale: 'identifier' }),
    variable('screening', 'school', {
      scale: 'ordinal',
      categories: ['no', 'yes'].map(category),
      aliases: ['screened'],
    }),
    variable('grant', 'school', { scale: 'ratio' }),
    variable('mood', 'visit', {
      categories: ['good', 'bad'].map(category),
      leftOut: text('never published'),
    }),
    variable('season', 'visit', {
      categories: ['summer', 'winter'].map(category),
      leftOut: text('never published'),
    }),
  ],
}

export const table: PublishedTable = {
  ...{ id: 'moods', title: text('Moods'), place: text('p. 1'), unit: 'visit' },
  dimensions: [
    {
      variable: 'season',
      label: text('s'),
      categories: ['summer', 'winter', 'total'].map(category),
      adds: true,
    },
    { variable: 'mood', label: text('m'), categories: ['good', 'bad', 'total'].map(category), adds: true },
  ],
  measures: [{ id: 'n', kind: 'count', label: text('n') }],
}

const printed: [string, string, number][] = [
  ['summer', 'good', 5],
  ['summer', 'bad', 2],
  ['winter', 'good', 3],
  ['winter', 'bad', 8],
  ['winter', 'total', 11],
]
const cells = printed.map(([season, mood, value], order): PublishedCell => ({
  ...{
    table: 'moods',
    order,
    at: { season, mood },
    measure: 'n',
    printed: String(value),
    value,
    halfUnit: 0.5,
  },
  ...{ file: 'published/cells.csv', line: order + 2 },
}))
const finding: AuditFinding = {
  ...{
    table: 'moods',
    cell: 'winter/total/n',
    printed: '11',
    recomputed: '11',
    verdict: 'agrees',
    rule: 'sum',
  },
  ...{ reason: { code: 'sum', values: { n: 11 } }, file: 'published/cells.csv', line: 6 },
}

const schools = [
  ['a', '1', 'no', 10],
  ['b', '1', 'yes', 20],
  ['c', '1', null, 30],
  ['d', '2', 'yes', null],
  ['e', '2', 'yes', 50],
  ['f', '2', 'no', 60],
].map(([school_id, municipality_id, screening, grant], index) => ({
  ...{ line: index + 2, school_id, municipality_id, screening, grant },
  screening__missing: screening === null ? 'not_answered' : null,
  grant__missing: grant === null ? 'not_asked' : null,
}))

/** An edition of a small made-up study, in a folder of its own. */
export async function trialEdition(): Promise<{ edition: Edition; folder: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-warehouse-'))
  const file = await buildTrial(folder)
  const edition = await openEdition(file)
  return {
    ...{ edition, folder },
    async close() {
      await edition.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export async function buildTrial(folder: string): Promise<string> {
  const parquet = (name: string) => join(folder, `${name}.parquet`)
  const why = 'VARCHAR'
  await withDatabase(async (connection) => {
    const municipalities = [
      { line: 2, municipality_id: '1', model: 'none' },
      { line: 3, municipality_id: '2', model: 'tied' },
    ]
    const columns = { line: 'BIGINT', municipality_id: 'VARCHAR', municipality_id__missing: why }
    await writeRows(
      connection,
      municipalities,
      { ...columns, model: 'VARCHAR', model__missing: why },
      parquet('m'),
    )
    const own = {
      school_id: 'VARCHAR',
      school_id__missing: why,
      screening: 'VARCHAR',
      screening__missing: why,
    }
    await writeRows(
      connection,
      schools,
      { ...columns, ...own, grant: 'DOUBLE', grant__missing: why },
      parquet('s'),
    )
    await writeRows(connection, cells, cellColumns, parquet('cells'))
    await writeRows(connection, [finding], findingColumns, parquet('findings'))
  })
  const file = join(folder, 'trial.duckdb')
  await buildEdition(file, {
    ...{ hash: '0123456789abcdef', codeVersion: 'v1' },
    provenance: [
      { table: 'trial.school', step: 'survey/trial/school', codeVersion: 'v1', inputs: { 's.csv': 'abc' } },
    ],
    studies: [
      {
        ...{ study, codebook, tables: [table], problems: [] },
        units: { municipality: [{ rows: parquet('m') }], school: [{ rows: parquet('s') }] },
        ...{ cells: parquet('cells'), findings: parquet('findings') },
        files: [{ path: 's.csv', sha256: 'abc', content: new TextEncoder().encode('school_id\na\n') }],
      },
    ],
  })
  return file
}
