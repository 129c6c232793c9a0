import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { owner, type Study } from '@pejling/indicators'
import {
  buildEdition,
  type Edition,
  type InterviewTableName,
  interviewTables,
  listTableContents,
  openEdition,
  withDatabase,
  writeRows,
} from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportEdition, importEdition } from '../src/index.ts'

const said = 'vi holder morgensamling under egetræet'
const hash = 'cccc000011112222'
let folder: string
let edition: Edition

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pejling-texts-'))
  const text = (word: string) => ({ da: word, en: word })
  const study = (id: string, synthetic: boolean, texts: 'kept' | 'roles'): Study => ({
    ...{ id, title: text(id), summary: text('s'), synthetic, licence: text('f'), limits: [], units: [] },
    source: { citation: 'made up', year: 2026 },
    design: { note: text('-'), assigned: [], reportingLevel: 0.05, sizes: {} },
    interviews: { texts },
    disclosure: { ...(synthetic ? {} : { thresholds: { school: 3 } }) },
  })
  const rowsOf: Partial<Record<InterviewTableName, object[]>> = {
    project: [{ file: 'interviews/a.qdpx', position: 0, texts: 'roles' }],
    source: [
      { source: 's1', position: 0, name: 'a', kind: 'text', certain: true, file: 'interviews/a.qdpx' },
    ],
    source_text: [{ source: 's1', text: said }],
    memo: [{ memo: 0, kind: 'memo', file: 'interviews/a.qdpx' }],
    memo_text: [{ memo: 0, text: said }],
  }
  const interviews: Partial<Record<InterviewTableName, string>> = {}
  await withDatabase(async (connection) => {
    for (const [name, rows] of Object.entries(rowsOf) as [InterviewTableName, object[]][]) {
      interviews[name] = join(folder, `${name}.parquet`)
      await writeRows(connection, rows, interviewTables[name], interviews[name])
    }
  })
  await buildEdition(join(folder, `${hash}.duckdb`), {
    ...{ hash, codeVersion: 'v1', provenance: [] },
    studies: [study('open-kept', true, 'kept'), study('open-roles', true, 'roles')].map((one) => ({
      ...{ study: one, codebook: { study: one.id, variables: [] }, tables: [], problems: [], units: {} },
      interviews,
      files: [{ path: 'interviews/a.qdpx', sha256: 'ab', bytes: 12 }],
    })),
  })
  edition = await openEdition(join(folder, `${hash}.duckdb`))
})
afterAll(async () => {
  await edition.close()
  await rm(folder, { recursive: true, force: true })
})

const textsIn = async (of: Edition) =>
  of.query<{ study: string; texts: number }>(
    'SELECT study, count(*) AS texts FROM interview_source_text GROUP BY study ORDER BY study',
  )

test('texts that are for some roles leave with no folder, those of an open study that keeps them do', async () => {
  const whole = join(folder, 'whole')
  expect((await exportEdition(edition, whole, () => owner)).withheld).toEqual([])
  const again = join(folder, 'again.duckdb')
  await importEdition(whole, () => again)
  const rebuilt = await openEdition(again)
  expect(await textsIn(edition)).toEqual([
    { study: 'open-kept', texts: 1 },
    { study: 'open-roles', texts: 1 },
  ])
  expect(await textsIn(rebuilt)).toEqual([{ study: 'open-kept', texts: 1 }])
  const names = (contents: { study: string; table: string }[]) =>
    contents.map(({ study, table }) => `${study} ${table}`)
  const left = names(await listTableContents(edition)).filter((name) => /open-roles.*_text$/.test(name))
  expect(left).toEqual(['open-roles interview_memo_text', 'open-roles interview_source_text'])
  expect(names(await listTableContents(rebuilt))).toEqual(
    names(await listTableContents(edition)).filter((name) => !left.includes(name)),
  )
  await rebuilt.close()
})

test('where somebody has masked a passage no text leaves, whatever the study says', async () => {
  const masked = join(folder, 'masked')
  await exportEdition(edition, masked, () => owner, ['open-kept'])
  const again = join(folder, `${hash}-masked.duckdb`)
  await importEdition(masked, () => again)
  const rebuilt = await openEdition(again)
  expect(await textsIn(rebuilt)).toEqual([])
  await rebuilt.close()
})

test('a folder without the texts is the same edition as the one it was written from', async () => {
  const out = join(folder, 'out')
  await exportEdition(edition, out, () => owner)
  const here = join(folder, `${hash}-here.duckdb`)
  await cp(join(folder, `${hash}.duckdb`), here)
  expect(await importEdition(out, () => here)).toMatchObject({ hash })
})

test('nothing of a text stands in any file of a folder whose reader may not see rows', async () => {
  const few = join(folder, 'few')
  await exportEdition(edition, few, () => ({ sees: 'suppressed', rows: false }))
  const entries = await readdir(few, { recursive: true, withFileTypes: true })
  for (const entry of entries.filter((one) => one.isFile()))
    expect(await readFile(join(entry.parentPath, entry.name), 'latin1')).not.toContain('egetr')
})
