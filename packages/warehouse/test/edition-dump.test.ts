import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  answer,
  dumpEdition,
  type EditionDump,
  getCodebook,
  listAuditFindings,
  listTableContents,
  openEdition,
  rebuildEdition,
} from '../src/index.ts'
import { trialEdition } from './trial-study.ts'

let trial: Awaited<ReturnType<typeof trialEdition>>
let folder: string
let dump: EditionDump
const again = () => join(folder, 'again.duckdb')
beforeAll(async () => {
  trial = await trialEdition()
  folder = await mkdtemp(join(tmpdir(), 'pejling-dump-'))
  dump = await dumpEdition(trial.edition, folder)
})
afterAll(async () => {
  await trial.close()
  await rm(folder, { recursive: true, force: true })
})

test('an edition made again from its dump has the same hash, the same contents and gives the same answers', async () => {
  await rebuildEdition(again(), trial.edition.hash, dump, folder)
  const edition = await openEdition(again())
  expect(edition.hash).toBe(trial.edition.hash)
  expect(await listTableContents(edition)).toEqual(await listTableContents(trial.edition))
  expect(await getCodebook(edition, 'trial')).toEqual(await getCodebook(trial.edition, 'trial'))
  expect(await listAuditFindings(edition, 'trial')).toEqual(await listAuditFindings(trial.edition, 'trial'))
  const relation = {
    study: 'trial',
    x: 'model',
    y: 'screening',
    where: [{ variable: 'model', values: ['none'] }],
  }
  expect(await answer(edition, relation)).toEqual(await answer(trial.edition, relation))
  const twice = join(folder, 'twice')
  expect(await dumpEdition(edition, twice)).toEqual(dump)
  await edition.close()
  for (const { file } of dump.tables) {
    const [one, other] = await Promise.all([folder, twice].map((at) => readFile(join(at, file))))
    expect([file, sha256(other)]).toEqual([file, sha256(one)])
  }
})

test('another hash, another content and an unknown type are refused, and no file is left', async () => {
  const file = join(folder, 'refused.duckdb')
  await expect(rebuildEdition(file, 'ffff', dump, folder)).rejects.toThrow(
    /^edition: expected hash ffff, found 0123456789abcdef$/,
  )
  const contents = dump.contents.map((one) => (one.table === 'unit school' ? { ...one, hash: 'ffff' } : one))
  await expect(rebuildEdition(file, trial.edition.hash, { ...dump, contents }, folder)).rejects.toThrow(
    /^edition: trial unit school: expected content ffff, found [0-9a-f]{64}$/,
  )
  const tables = structuredClone(dump.tables)
  tables[0].columns[0].type = 'VARCHAR); DROP TABLE edition; --'
  await expect(rebuildEdition(file, trial.edition.hash, { ...dump, tables }, folder)).rejects.toThrow(
    /^edition: unknown type of /,
  )
  expect((await readdir(folder)).filter((name) => name.startsWith('refused'))).toEqual([])
})

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
