import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeNames, codePath } from '@pejling/indicators'
import {
  buildEdition,
  type Edition,
  type InterviewTableName,
  interviewTables,
  openEdition,
  withDatabase,
  writeRows,
} from '../../src/index.ts'
import { codebook, study } from '../trial-study.ts'

/** A coder gave a code to the characters from `start` to before `end` of a source. */
export type Given = [source: string, code: string, coder: string, start: number, end: number]
export type CodedSource = { source: string; length: number; unit?: string; certain?: boolean; text?: string }

/** None of its units has rows of its own. */
const onlyInterviews = { ...study, units: study.units.map(({ file: _, ...unit }) => unit) }

/** An edition of the trial study with coded interviews of which only the places are told, and texts where they are given. */
export async function codedEdition(
  sources: CodedSource[],
  given: Given[],
): Promise<{ edition: Edition; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-coded-'))
  const places = new Map(
    given.map(([source, , , start, end]) => [
      `${source} ${start} ${end}`,
      { excerpt: `${source} ${start} ${end}`, source, kind: 'text', start, end },
    ]),
  )
  const codes = [...new Set(given.map(([, code]) => code))].flatMap((code) =>
    codeNames(code).map((_, depth, names) => codePath(names.slice(0, depth + 1))),
  )
  const tables: Partial<Record<InterviewTableName, object[]>> = {
    project: [{ file: 'trial.qdpx', position: 0, name: 'trial', texts: 'kept' }],
    source: sources.map(({ source, length, certain = true }, position) => ({
      ...{ source, position, name: source, kind: 'text', length, certain, text_hash: `hash of ${source}` },
    })),
    source_text: sources.flatMap(({ source, text }) => (text === undefined ? [] : [{ source, text }])),
    source_unit: sources.flatMap(({ source, unit }) => (unit === undefined ? [] : [{ source, unit }])),
    code: [...new Set(codes)].map((code, position) => ({ code, position, name: code, codable: true })),
    excerpt: [...places.values()],
    coding: given.map(([source, code, coder, start, end]) => ({
      ...{ excerpt: `${source} ${start} ${end}`, code, coder },
    })),
  }
  const parquet = (name: string) => join(folder, `${name}.parquet`)
  await withDatabase(async (connection) => {
    for (const [name, rows] of Object.entries(tables))
      await writeRows(connection, rows, interviewTables[name as InterviewTableName], parquet(name))
  })
  const interviews = Object.fromEntries(Object.keys(tables).map((name) => [name, parquet(name)]))
  const file = join(folder, 'coded.duckdb')
  await buildEdition(file, {
    ...{ hash: '00000000000c0ded', codeVersion: 'v1', provenance: [] },
    studies: [
      { study: onlyInterviews, codebook, tables: [], problems: [], units: {}, interviews, files: [] },
    ],
  })
  const edition = await openEdition(file)
  return {
    edition,
    async close() {
      await edition.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
