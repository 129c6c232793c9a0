import { appendFile, chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EditionEffect } from '@pejling/association'
import {
  approveUpload,
  endCheck,
  endRead,
  findLiveEdition,
  findRun,
  findUpload,
  findWaitingRun,
  listUploads,
  publishUpload,
  requestCheck,
  requestPreview,
  setMatch,
  setRoundFacts,
  owner,
  type UploadState,
  withdrawUpload,
} from '@pejling/ledger'
import { openEdition } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { planRun } from '../../src/graph/plan.ts'
import { editionFile } from '../../src/home.ts'
import { run, workOnRun } from '../../src/run.ts'
import { boundHash, stepOf } from '../../src/uploads/bound-hash.ts'
import { study, type UploadHouse, uploadHouse } from './upload-house.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let house: UploadHouse
let first: string
beforeAll(async () => {
  house = await uploadHouse()
  first = (await run(house.home, house.ledger)).edition!
  const { ledger, sent } = house
  await setRoundFacts(ledger, { study, round: '2025', facts: sent.facts, seenVersion: 0, by: owner })
})
afterAll(() => house.close())

const live = () => findLiveEdition(house.ledger)
const state = async (id: number) => (await findUpload(house.ledger, id))!.state
const workNext = async () => workOnRun(house.home, house.ledger, (await findWaitingRun(house.ledger))!)

/** What the worker writes when it has read and checked: the reading itself has tests of its own. */
async function readAndChecked(id: number): Promise<void> {
  const { home, ledger } = house
  if ((await state(id)) === 'uploaded')
    await endRead(ledger, (await findUpload(ledger, id))!, { choices: {} })
  if (!(await findUpload(ledger, id))!.reading.match)
    await setMatch(ledger, await house.decide(id), { match: {} })
  const planned = await planRun(home, ledger, { study, upload: { id, to: 'trial' } })
  const bound = boundHash(stepOf(planned, id)!)
  await endCheck(ledger, (await findUpload(ledger, id))!, { rows: 40, problems: [], stopping: 0, bound })
}

async function rounds(edition: string): Promise<Record<string, number>> {
  const opened = await openEdition(editionFile(house.home, edition), { connections: 1 })
  try {
    const found = await opened.query<{ round: string; n: number }>(
      `SELECT round::VARCHAR AS round, count(*)::INTEGER AS n FROM "study ${study}".institution GROUP BY 1 ORDER BY 1`,
    )
    return Object.fromEntries(found.map(({ round, n }) => [round, n]))
  } finally {
    await opened.close()
  }
}

test('a trial edition has the upload in it, says what it would change, and leaves what is live', async () => {
  const { ledger } = house
  const id = await house.send('institution')
  await readAndChecked(id)
  await requestPreview(ledger, await house.decide(id))
  await workNext()
  const upload = (await findUpload(ledger, id))!
  expect(upload).toMatchObject({ state: 'previewed', work: null, run_id: expect.any(Number) as number })
  expect(await live()).toBe(first)
  const effect = upload.effect as EditionEffect
  expect(effect).toMatchObject({ before: first, after: upload.trial_edition })
  expect(effect.all!.tables.find(({ unit }) => unit === 'institution')!.rows).toMatchObject({
    ...{ before: 120, after: 160, added: 40 },
  })
  expect(await readdir(house.home.editions)).not.toContain(`${upload.trial_edition}.duckdb`)
})

test('what was previewed and approved goes live by the pointer alone, and its state moves with it', async () => {
  const { ledger } = house
  const [id] = await ids('previewed')
  await expect(approveUpload(ledger, await house.decide(id))).rejects.toThrow(
    'approve: expected another person than the one who uploaded it',
  )
  await approveUpload(ledger, await house.decide(id), { approval: 'one' })
  await publishUpload(ledger, await house.decide(id))
  const report = await workNext()
  const upload = (await findUpload(ledger, id))!
  expect(upload).toMatchObject({ state: 'live', work: null })
  expect(await live()).toBe(upload.trial_edition)
  expect(report!.steps.every(({ status }) => status === 'kept')).toBe(true)
  expect(await rounds((await live())!)).toEqual({ 2022: 40, 2023: 40, 2024: 40, 2025: 40 })
})

test('a run without changes keeps what is live, and a run of everything lays it over as well', async () => {
  const before = await live()
  expect(await run(house.home, house.ledger)).toMatchObject({
    edition: before,
    live: before,
    unchanged: true,
  })
  await appendFile(join(house.home.studies, study, 'README.md'), '\n')
  const anew = await run(house.home, house.ledger)
  expect(anew).toMatchObject({ unchanged: false, live: anew.edition })
  expect(await rounds(anew.edition!)).toHaveProperty('2025', 40)
})

test('an edition knows the file that was sent by its hash and holds none of its bytes', async () => {
  const opened = await openEdition(editionFile(house.home, (await live())!), { connections: 1 })
  const found = await opened.query(
    `SELECT path, bytes::INTEGER AS bytes, content IS NULL AS left_out FROM source_file
     WHERE study = $study AND path LIKE 'rounds/2025/%' ORDER BY path`,
    { study },
  )
  await opened.close()
  const { byteLength } = await readFile(house.sent.file('institution'))
  expect(found).toMatchObject([
    { path: 'rounds/2025/institution.csv', bytes: byteLength, left_out: true },
    { path: 'rounds/2025/round.yaml', left_out: false },
  ])
})

test('withdrawn, it is in no new edition, and nothing of it is lost', async () => {
  const { ledger } = house
  const [id] = await ids('live')
  await withdrawUpload(ledger, await house.decide(id), 'a test')
  expect(await state(id)).toBe('live')
  await workNext()
  expect(await findUpload(ledger, id)).toMatchObject({ state: 'withdrawn', withdrawn_why: 'a test' })
  expect(await rounds((await live())!)).toEqual({ 2022: 40, 2023: 40, 2024: 40 })
  const [{ sha256 }] = (await findUpload(ledger, id))!.files
  expect(await readdir(join(house.home.path, 'uploads'))).toContain(sha256)
})

test('what is approved is bound to the codebook: after a change nothing goes live and it is checked anew', async () => {
  const { ledger, home } = house
  const [id] = await ids('withdrawn')
  await requestCheck(ledger, await house.decide(id))
  await readAndChecked(id)
  await requestPreview(ledger, await house.decide(id))
  await workNext()
  await approveUpload(ledger, await house.decide(id), { approval: 'one' })
  const codebook = join(home.studies, study, 'codebook.yaml')
  const text = await readFile(codebook, 'utf8')
  await writeFile(codebook, text.replace('en: Load degree', 'en: Load'))
  expect(await readFile(codebook, 'utf8')).not.toBe(text)
  const before = await live()
  await publishUpload(ledger, await house.decide(id))
  const [waiting] = [(await findWaitingRun(ledger))!]
  await expect(workNext()).rejects.toThrow(`upload ${id}: changed since it was approved; it is checked anew`)
  expect(await findUpload(ledger, id)).toMatchObject({
    ...{ state: 'read', work: 'check', work_status: 'waiting', approved_hash: null },
  })
  expect((await findRun(ledger, waiting))!.status).toBe('failed')
  expect(await live()).toBe(before)
})

test('a file that was sent anew replaces the one that is live, in one step', async () => {
  const { ledger } = house
  const [id] = await ids('read')
  await readAndChecked(id)
  await toLive(id)
  const changed = join(house.home.path, 'changed.csv')
  const lines = (await readFile(house.sent.file('institution'), 'utf8')).trimEnd().split('\n')
  await writeFile(changed, `${lines.slice(0, -1).join('\n')}\n`)
  const next = await house.send('institution', changed)
  await readAndChecked(next)
  await toLive(next)
  expect(await findUpload(ledger, id)).toMatchObject({
    ...{ state: 'withdrawn', withdrawn_why: `replaced by upload ${next}` },
  })
  expect(await rounds((await live())!)).toHaveProperty('2025', 39)
})

test('a problem that stops leaves what is live, and the upload says why its run failed', async () => {
  const { ledger } = house
  const bad = join(house.home.path, 'bad.csv')
  const text = await readFile(house.sent.file('institution'), 'utf8')
  await writeFile(bad, text.replaceAll('ofte eller altid', 'somme tider'))
  const id = await house.send('institution', bad)
  await readAndChecked(id)
  const before = await live()
  await requestPreview(ledger, await house.decide(id))
  await workNext()
  const found = (await findUpload(ledger, id))!
  expect(found).toMatchObject({ state: 'checked', work: 'preview', work_status: 'failed' })
  expect(found.work_message).toBe(
    'problems in the data: category in rounds-synthetic/rounds/2025/institution.csv',
  )
  expect(await live()).toBe(before)
  await withdrawUpload(ledger, await house.decide(id), 'mended file to come')
  expect(await state(id)).toBe('withdrawn')
})

test('bytes that are not those that were sent are found, and no run begins', async () => {
  const { ledger, home } = house
  const [id] = await ids('live')
  const [{ sha256 }] = (await findUpload(ledger, id))!.files
  const file = join(home.path, 'uploads', sha256)
  const bytes = await readFile(file)
  await chmod(file, 0o600)
  await appendFile(file, '\n')
  await expect(run(home, ledger)).rejects.toThrow(
    `cannot tell: ${study}/rounds/2025/institution.csv: expected the bytes of upload ${id}, found others`,
  )
  await writeFile(file, bytes)
  expect((await run(home, ledger)).unchanged).toBe(true)
})

async function ids(state: UploadState): Promise<number[]> {
  return (await listUploads(house.ledger, { states: [state] })).map(({ id }) => id)
}

async function toLive(id: number): Promise<void> {
  await requestPreview(house.ledger, await house.decide(id))
  await workNext()
  await approveUpload(house.ledger, await house.decide(id), { approval: 'one' })
  await publishUpload(house.ledger, await house.decide(id))
  await workNext()
  expect(await state(id)).toBe('live')
}
