import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuditFinding, Indicator, Study, Variable } from '@pejling/indicators'
import {
  buildEdition,
  cellColumns,
  type Connection,
  type Edition,
  findingColumns,
  openEdition,
  type Provenance,
  withDatabase,
  writeParquet,
  writeRows,
} from '../../src/index.ts'
import { codebook, study, table } from '../trial-study.ts'

export type School = {
  school_id: string
  municipality_id: string
  screening: string | null
  grant: number | null
}

export const schools: School[] = [
  { school_id: 'a', municipality_id: '1', screening: 'no', grant: 10 },
  { school_id: 'b', municipality_id: '1', screening: 'yes', grant: 20 },
  { school_id: 'c', municipality_id: '1', screening: null, grant: 30 },
  { school_id: 'd', municipality_id: '2', screening: 'yes', grant: null },
  { school_id: 'e', municipality_id: '2', screening: 'yes', grant: 50 },
  { school_id: 'f', municipality_id: '2', screening: 'no', grant: 60 },
]

const finding: AuditFinding = {
  ...{
    table: 'moods',
    cell: 'winter/total/n',
    printed: '11',
    recomputed: '11',
    verdict: 'agrees',
    rule: 'sum',
  },
  ...{ reason: { code: 'sum' }, file: 'published/cells.csv', line: 6 },
}

/** What an edition is made of; everything left out is as in the trial study. */
export type Making = {
  schools?: School[]
  /** A query that makes the schools' rows instead, `line` and missing reasons included. */
  rows?: string
  study?: Partial<Study>
  variables?: Variable[]
  indicators?: Indicator[]
  finding?: Partial<AuditFinding>
  /** Hashes of the study's files; a file with another hash is another file. */
  files?: Record<string, string>
  code?: string
  /** Inputs of the schools' step beyond its files. */
  inputs?: Record<string, string>
  /** More steps. */
  steps?: Provenance[]
  /** The steps of units take what is defined as a parameter, not as a file. */
  withoutDefinitions?: boolean
}

const standard: Record<string, string> = {
  'm.csv': 'm1',
  's.csv': 's1',
  'codebook.yaml': 'c1',
  'study.yaml': 'y1',
  'published/cells.csv': 'p1',
}

/** Makes editions in a folder that `close` removes with them. */
export async function editionMaker() {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-compare-'))
  const made: Edition[] = []
  return {
    folder,
    async make(making: Making = {}): Promise<Edition> {
      const edition = await openEdition(await build(join(folder, `e${made.length}`), making))
      made.push(edition)
      return edition
    },
    async close() {
      for (const edition of made) await edition.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function build(at: string, making: Making): Promise<string> {
  const files = { ...standard, ...making.files }
  const parquet = (name: string) => `${at}-${name}.parquet`
  const finding_ = { ...finding, ...making.finding }
  await withDatabase(async (connection) => {
    await writeUnits(connection, making, parquet)
    await writeRows(connection, [], cellColumns, parquet('cells'))
    await writeRows(connection, [finding_], findingColumns, parquet('findings'))
  })
  const code = making.code ?? 'v1'
  const step = (table: string, name: string, inputs: Record<string, string>): Provenance => ({
    ...{ table, step: name, codeVersion: code, inputs },
  })
  const input = (...paths: string[]) =>
    Object.fromEntries(paths.map((path) => [`trial/${path}`, files[path]]))
  const shared = making.withoutDefinitions ? [] : ['codebook.yaml', 'study.yaml']
  const m = step('trial.municipality', 'survey/trial/municipality', input('m.csv', ...shared))
  await buildEdition(`${at}.duckdb`, {
    ...{ hash: at.slice(-16), codeVersion: code },
    provenance: [
      m,
      ...(making.steps ?? []),
      step('trial.school', 'survey/trial/school', {
        ...input('s.csv', ...shared),
        'survey/trial/municipality': JSON.stringify([m.inputs, code]),
        ...making.inputs,
      }),
      step('trial published_cell and audit_finding', 'published/trial', input(...Object.keys(standard))),
    ],
    studies: [
      {
        study: { ...study, ...making.study },
        codebook: { ...codebook, variables: making.variables ?? codebook.variables },
        ...{
          tables: [table],
          problems: [],
          indicators: making.indicators ?? [],
          units: { municipality: [{ rows: parquet('m') }], school: [{ rows: parquet('s') }] },
        },
        ...{ cells: parquet('cells'), findings: parquet('findings') },
        files: Object.entries(files).map(([path, sha256]) => ({ path, sha256, content: new Uint8Array() })),
      },
    ],
  })
  return `${at}.duckdb`
}

const why = 'VARCHAR'
const outer = { line: 'BIGINT', municipality_id: 'VARCHAR', municipality_id__missing: why }
const own = { school_id: 'VARCHAR', school_id__missing: why, screening: 'VARCHAR', screening__missing: why }

async function writeUnits(
  connection: Connection,
  { schools: rows = schools, rows: query, variables }: Making,
  parquet: (name: string) => string,
): Promise<void> {
  const municipalities = [
    { line: 2, municipality_id: '1', model: 'none' },
    { line: 3, municipality_id: '2', model: 'tied' },
  ]
  await writeRows(
    connection,
    municipalities,
    { ...outer, model: 'VARCHAR', model__missing: why },
    parquet('m'),
  )
  const extra = (variables ?? []).filter(({ id, unit }) => unit === 'school' && !(id in schools[0]))
  const columns = {
    ...{ ...outer, ...own, grant: 'DOUBLE', grant__missing: why },
    ...Object.fromEntries(
      extra.flatMap(({ id }) => [
        [id, 'VARCHAR'],
        [`${id}__missing`, why],
      ]),
    ),
  }
  if (query) return writeParquet(connection, query, parquet('s'))
  const lines = rows.map((row, at) => ({
    ...{ line: at + 2, ...row },
    screening__missing: row.screening === null ? 'not_answered' : null,
    grant__missing: row.grant === null ? 'not_asked' : null,
  }))
  await writeRows(connection, lines, columns, parquet('s'))
}
