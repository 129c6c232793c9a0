import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Edition, listTableContents, openEdition, withDatabase } from '../src/index.ts'
import { trialEdition } from './trial-study.ts'

let trial: Awaited<ReturnType<typeof trialEdition>>
let kept: Map<string, string>
beforeAll(async () => {
  trial = await trialEdition()
  kept = await hashes(trial.edition)
})
afterAll(() => trial.close())

async function hashes(edition: Edition): Promise<Map<string, string>> {
  const found = await listTableContents(edition)
  return new Map(found.map(({ study, table, hash }) => [`${study} ${table}`, hash]))
}

/** The contents of a copy of the trial edition in which something was changed, without the hashes it kept. */
async function hashesAfter(...changes: string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-content-'))
  const file = join(folder, 'copy.duckdb')
  try {
    await cp(trial.edition.file, file)
    await withDatabase(
      async (connection) => {
        for (const change of ['DROP TABLE table_content', ...changes]) await connection.run(change)
      },
      { file },
    )
    const edition = await openEdition(file)
    const found = await hashes(edition)
    await edition.close()
    return [...found].filter(([table, hash]) => kept.get(table) !== hash).map(([table]) => table)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const schools = '"study trial"."school"'

test('an edition keeps a hash for every table of every study', () => {
  expect([...kept.keys()]).toEqual([
    'trial audit_finding',
    'trial check_result',
    'trial indicator',
    'trial problem',
    'trial published_cell',
    'trial published_table',
    'trial source_file',
    'trial study',
    'trial study_check',
    'trial unit municipality',
    'trial unit school',
    'trial variable',
  ])
})

test('what was kept is what the tables hold', async () => {
  expect(await hashesAfter()).toEqual([])
})

test('the order of the rows does not matter', async () => {
  expect(
    await hashesAfter(
      `CREATE TABLE turned AS SELECT * FROM ${schools} ORDER BY line DESC`,
      `DELETE FROM ${schools}`,
      `INSERT INTO ${schools} SELECT * FROM turned`,
      'DROP TABLE turned',
    ),
  ).toEqual([])
})

test('a changed cell, a missing reason, a row twice and a swap of two cells each change the one table', async () => {
  const changes = [
    `UPDATE ${schools} SET "grant" = 10.000000000000002 WHERE school_id = 'a'`,
    `UPDATE ${schools} SET screening__missing = 'not_codable' WHERE school_id = 'c'`,
    `INSERT INTO ${schools} SELECT * FROM ${schools} WHERE school_id IN ('a', 'b')`,
    `UPDATE ${schools} SET "grant" = 70 - "grant" WHERE school_id IN ('b', 'e')`,
  ]
  for (const change of changes) expect(await hashesAfter(change), change).toEqual(['trial unit school'])
})

test('a text that holds the separator is not taken for two cells', async () => {
  const shape = (a: string, b: string) => [`CREATE TABLE "study trial"."pair" AS SELECT ${a} AS a, ${b} AS b`]
  const hashOf = async (a: string, b: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'pejling-content-'))
    const file = join(folder, 'copy.duckdb')
    await cp(trial.edition.file, file)
    await withDatabase(
      async (connection) => {
        for (const change of ['DROP TABLE table_content', ...shape(a, b)]) await connection.run(change)
      },
      { file },
    )
    const edition = await openEdition(file)
    const found = (await hashes(edition)).get('trial unit pair')
    await edition.close()
    await rm(folder, { recursive: true, force: true })
    return found
  }
  expect(await hashOf("'x' || chr(31) || '1:y'", "'z'")).not.toBe(
    await hashOf("'x'", "'y' || chr(31) || '1:z'"),
  )
})
