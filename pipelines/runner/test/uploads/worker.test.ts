import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { failedRowsFile } from '@pejling/archive'
import {
  agreedMatch,
  type ConfirmedMatch,
  matchColumns,
  type Receipt,
  type UploadPreview,
} from '@pejling/indicators'
import {
  acceptDeviation,
  findUpload,
  findWaitingUpload,
  listUploads,
  owner,
  requestPreview,
  setMatch,
  setReading,
  setRoundFacts,
  type Upload,
  withUploadWork,
} from '@pejling/ledger'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { planRun } from '../../src/graph/plan.ts'
import { run } from '../../src/run.ts'
import { askLimited } from '../../src/uploads/limited-process.ts'
import { untilWorked } from '../../src/uploads/until-worked.ts'
import { workOnUpload } from '../../src/uploads/work-on-upload.ts'
import { study, type UploadHouse, uploadHouse } from './upload-house.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let house: UploadHouse
beforeAll(async () => {
  house = await uploadHouse()
  await run(house.home, house.ledger)
  const { ledger, sent } = house
  await setRoundFacts(ledger, { study, round: '2025', facts: sent.facts, seenVersion: 0, by: owner })
})
afterAll(() => house.close())

const upload = async (id: number): Promise<Upload> => (await findUpload(house.ledger, id))!
const work = (id: number) => workOnUpload(house, id)

test('a file is read by a process that says how, and its columns', async () => {
  const id = await house.send('institution')
  expect(await findWaitingUpload(house.ledger)).toBe(id)
  expect(await work(id)).toBe('done')
  const found = await upload(id)
  expect(found).toMatchObject({ state: 'read', work: null, work_status: null })
  expect(found.receipt).toMatchObject({ choices: { format: 'delimited', delimiter: ';' } })
  expect(await findWaitingUpload(house.ledger)).toBeUndefined()
})

test('a confirmed match is checked: each problem with its place, what stops, and the failed rows as a file', async () => {
  const { ledger, home, sent } = house
  const bad = join(home.path, 'bad.csv')
  const [header, first, second, ...rest] = (await readFile(sent.file('institution'), 'utf8'))
    .trimEnd()
    .split('\n')
  const changed = [
    header,
    first,
    second.replace(/ofte eller altid|aldrig eller af og til/, 'somme tider'),
    ...rest,
  ]
  await writeFile(bad, `${changed.join('\n')}\n`)
  const id = await house.send('institution', bad)
  await work(id)
  await setMatch(ledger, await house.decide(id), { match: await suggested(id) })
  expect(await work(id)).toBe('done')
  const found = await upload(id)
  expect(found).toMatchObject({ state: 'checked', stopping: 1, rows: 40 })
  expect(found.problems).toMatchObject([
    { row: 3, variable: 'analysis_tools', rule: 'category', severity: 'stops', value: 'somme tider' },
  ])
  expect((await readFile(failedRowsFile(home.path, id), 'utf8')).trimEnd().split('\n')).toHaveLength(2)
  await acceptDeviation(ledger, await house.decide(id), {
    ...{ rule: 'category', variable: 'analysis_tools', value: 'somme tider', note: 'an old word' },
    means: { missing: 'not_codable' },
  })
  await work(id)
  expect(await upload(id)).toMatchObject({ state: 'checked', stopping: 0 })
})

test('what was checked is what a run loads, and it is shown beside the last round', async () => {
  const { ledger } = house
  const [{ id }] = await listUploads(ledger, { states: ['checked'] })
  await requestPreview(ledger, await house.decide(id))
  expect(await untilWorked(house.home, ledger, id)).toMatchObject({ state: 'previewed' })
  const { preview } = (await upload(id)) as { preview: UploadPreview }
  expect(preview.rows).toBe(40)
  expect(preview.distributions.find(({ variable }) => variable === 'screening')!.before!.round).toBe('2024')
})

test('what somebody changes while it is worked on is not overwritten', async () => {
  const { ledger } = house
  const id = await house.send('institution')
  const working = work(id)
  await vi.waitFor(async () => expect((await upload(id)).work_status).toBe('running'), { timeout: 10_000 })
  await setReading(ledger, await house.decide(id), { encoding: 'windows-1252' })
  await working
  expect(await upload(id)).toMatchObject({ state: 'uploaded', work: 'read', work_status: 'waiting' })
  await work(id)
  expect((await upload(id)).receipt).toMatchObject({ choices: { encoding: 'windows-1252' } })
})

test('a file that is no table says so in one line, and can be read in another way', async () => {
  const file = join(house.home.path, 'empty.csv')
  await writeFile(file, '')
  const id = await house.send('institution', file)
  await work(id)
  expect(await upload(id)).toMatchObject({ state: 'uploaded', work: 'read', work_status: 'failed' })
  expect((await upload(id)).work_message).toMatch(/expected|empty/)
})

test('a process that takes too much time or memory is ended, and says which', async () => {
  const program = join(import.meta.dirname, 'greedy-program.ts')
  const ask = (what: string, limits: { memory: number; seconds: number }) =>
    askLimited(program, { what }, limits)
  await expect(ask('wait', { memory: 1000, seconds: 1 })).rejects.toThrow(
    'the file takes more than 1 seconds to read',
  )
  await expect(ask('hold', { memory: 300, seconds: 60 })).rejects.toThrow(
    'the file takes more than 300 MB to read',
  )
  await expect(ask('heap', { memory: 400, seconds: 60 })).rejects.toThrow(
    'the file takes more than 400 MB to read',
  )
  expect(await ask('environment', { memory: 1000, seconds: 60 })).toEqual([])
})

test('work whose process is killed is taken again, and after the third time it is said', async () => {
  const id = await house.send('institution')
  for (let time = 0; time < 3; time++)
    await withUploadWork(house.ledger, id, async () => {
      // Nothing is written at its end, as if it had been killed.
    })
  expect(await findWaitingUpload(house.ledger)).toBe(id)
  expect(await work(id)).toBeUndefined()
  expect(await upload(id)).toMatchObject({
    ...{ state: 'uploaded', work_status: 'failed' },
    work_message: 'read: its process ended 3 times before it was done',
  })
})

/** What the columns seem to hold. */
async function suggested(id: number): Promise<ConfirmedMatch> {
  const { contents } = await planRun(house.home, house.ledger, { study, upload: { id, to: 'trial' } })
  const [{ parsed }] = contents
  const unit = parsed.study.units.find((one) => one.id === 'institution')!
  const round = parsed.rounds.find((one) => one.id === '2025')
  const { columns } = ((await upload(id)).receipt as Receipt).tables[0]
  return agreedMatch(matchColumns(columns, { ...parsed, unit, round }))
}
