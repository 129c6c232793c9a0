import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  acceptDeviation,
  type Actor,
  approveUpload,
  cancelRun,
  dropDeviation,
  endCheck,
  endPublishingRun,
  endRead,
  findWaitingRun,
  findWaitingUpload,
  listAuditEntries,
  listUploads,
  listUploadsOver,
  movesFrom,
  owner,
  publishUpload,
  requestCheck,
  requestPreview,
  setMatch,
  setReading,
  UploadChanged,
  withdrawUpload,
} from '../src/index.ts'
import { testLedger, type TestLedger } from './postgres.ts'
import { edition, files, type Reached, type UploadMoves, uploadMoves } from './upload-moves.ts'

let house: TestLedger
let people: UploadMoves['people']
let moves: UploadMoves
beforeAll(async () => {
  house = await testLedger()
  moves = await uploadMoves(house.ledger)
  people = moves.people
}, 60_000)
afterAll(() => house.stop())

const send = (by?: Actor) => moves.send(by)
const upload = (id: number) => moves.upload(id)
const decide = (id: number, by?: Actor) => moves.decide(id, by)
const bring = (id: number, to: Reached) => moves.bring(id, to)

test('an upload goes from state to state, and every move is in the log with who made it', async () => {
  const id = await send()
  expect(await upload(id)).toMatchObject({ state: 'uploaded', work: 'read', work_status: 'waiting', files })
  expect(await findWaitingUpload(house.ledger)).toBe(id)
  await bring(id, 'live')
  await withdrawUpload(house.ledger, await decide(id, people.admin), 'a mended file comes')
  const { run_id } = await upload(id)
  const end = { run: run_id!, upload: id, edition, by: people.admin, reason: 'test' }
  await endPublishingRun(house.ledger, end, 'withdrawn')
  expect(await upload(id)).toMatchObject({ state: 'withdrawn', withdrawn_why: 'a mended file comes' })
  const entries = (await listAuditEntries(house.ledger, { subject: String(id) })).toReversed()
  const told = entries.filter(({ details }) => details.unit === 'child')
  expect(told.map(({ act, role, details }) => [act, role, details.to ?? ''])).toEqual([
    ['upload', 'analyst', ''],
    ['upload-state', 'worker', 'read'],
    ['set-match', 'analyst', 'read'],
    ['upload-state', 'worker', 'checked'],
    ['preview-upload', 'analyst', 'checked'],
    ['upload-state', 'analyst', 'previewed'],
    ['approve-upload', 'admin', 'approved'],
    ['publish-upload', 'admin', 'approved'],
    ['upload-state', 'admin', 'live'],
    ['withdraw-upload', 'admin', 'live'],
    ['upload-state', 'admin', 'withdrawn'],
  ])
})

test('who may not is refused, whatever the state', async () => {
  const id = await send()
  await expect(send(people.researcher)).rejects.toThrow(
    'no access: upload-rounds needs the role analyst, found researcher',
  )
  await bring(id, 'previewed')
  for (const act of [approveUpload, publishUpload])
    await expect(act(house.ledger, await decide(id))).rejects.toThrow(
      'no access: approve-rounds needs the role admin, found analyst',
    )
  await expect(setReading(house.ledger, await decide(id, people.reader), {})).rejects.toThrow(
    'no access: upload-rounds needs the role analyst, found reader',
  )
  await approveUpload(house.ledger, await decide(id, people.admin))
  await moves.takeLive(id)
  await expect(withdrawUpload(house.ledger, await decide(id), 'no')).rejects.toThrow(
    'no access: approve-rounds needs the role admin, found analyst',
  )
  expect((await upload(id)).state).toBe('live')
})

test('who sent it does not approve it, unless one person may do it all', async () => {
  const id = await send(people.admin)
  await bring(id, 'previewed')
  await expect(approveUpload(house.ledger, await decide(id, people.admin))).rejects.toThrow(
    'approve: expected another person than the one who uploaded it',
  )
  await approveUpload(house.ledger, await decide(id, people.admin), { approval: 'one' })
  expect(await upload(id)).toMatchObject({ state: 'approved', approved_by: people.admin.actor })
})

test('a move that the state does not allow is refused in one line', async () => {
  const id = await send()
  const { ledger } = house
  const refused = async (move: Promise<unknown>, line: string) => expect(move).rejects.toThrow(line)
  await refused(
    requestCheck(ledger, await decide(id)),
    'check: expected read or checked or previewed or approved or withdrawn, found uploaded',
  )
  await refused(
    requestPreview(ledger, await decide(id)),
    'preview: expected checked or previewed or approved, found uploaded',
  )
  await refused(
    approveUpload(ledger, await decide(id, people.admin)),
    'approve: expected previewed, found uploaded',
  )
  await refused(
    publishUpload(ledger, await decide(id, people.admin)),
    'publish: expected approved, found uploaded',
  )
  await refused(withdrawUpload(ledger, await decide(id), ' '), 'withdraw: expected a reason, found none')
  await endRead(ledger, await upload(id), {})
  await refused(
    requestCheck(ledger, await decide(id)),
    'check: expected a confirmed match of the columns, found none',
  )
  expect(movesFrom('live')).toEqual(['withdraw'])
})

test('who decides on what is no longer on the screen is told what it is now', async () => {
  const id = await send()
  const early = await decide(id)
  await bring(id, 'read')
  await expect(setReading(house.ledger, early, {})).rejects.toThrow(UploadChanged)
  await expect(setReading(house.ledger, early, {})).rejects.toThrow(
    `upload ${id}: changed since version 1, now 2 (read)`,
  )
})

test('a problem that stops keeps it from being previewed until it is accepted and checked again', async () => {
  const id = await send()
  const { ledger } = house
  await bring(id, 'read')
  await setMatch(ledger, await decide(id), { match: {} })
  const problem = {
    file: 'a',
    rule: 'category',
    variable: 'q',
    value: '9',
    severity: 'stops' as const,
    message: 'no',
  }
  await endCheck(ledger, await upload(id), {
    rows: 3,
    problems: [{ ...problem, count: 4 }],
    stopping: 1,
    bound: 'b1',
  })
  expect(await upload(id)).toMatchObject({ stopping: 1, problem_counts: { category: 4 } })
  await expect(requestPreview(ledger, await decide(id))).rejects.toThrow(
    'preview: 1 problems stop it; accept them or send a mended file',
  )
  const deviation = { rule: 'category', variable: 'q', value: '9', note: 'an old code' }
  await acceptDeviation(ledger, await decide(id), deviation)
  expect(await upload(id)).toMatchObject({ state: 'read', work: 'check', stopping: 0, checked_hash: null })
  expect((await upload(id)).reading.accepted).toEqual([{ ...deviation, by: people.analyst.actor }])
  const next = await upload(await send())
  expect(next.reading).toMatchObject({ accepted: [deviation] })
  expect(next.reading.match).toBeUndefined()
  await dropDeviation(ledger, await decide(id), deviation)
  expect((await upload(id)).reading.accepted).toEqual([])
})

test('how it is read takes its approval away', async () => {
  const id = await send()
  await bring(id, 'approved')
  await acceptDeviation(house.ledger, await decide(id), { rule: 'range', note: 'x' })
  expect(await upload(id)).toMatchObject({
    state: 'read',
    approved_hash: null,
    trial_edition: null,
    work: 'check',
  })
})

test('what is not what was approved does not go live', async () => {
  const id = await send()
  await bring(id, 'approved')
  await publishUpload(house.ledger, await decide(id, people.admin))
  const { run_id } = await upload(id)
  const end = { run: run_id!, upload: id, bound: 'another', edition, by: people.admin, reason: 'test' }
  expect(await endPublishingRun(house.ledger, end, 'live')).toBe('changed')
  expect(await upload(id)).toMatchObject({ state: 'read', work: 'check', work_status: 'waiting' })
  expect(await listUploads(house.ledger, { states: ['live'] })).toEqual(
    expect.not.arrayContaining([expect.objectContaining({ id })]),
  )
})

test('a cancelled run leaves an upload where it was, and it can be asked for again', async () => {
  const id = await send()
  await bring(id, 'checked')
  await requestPreview(house.ledger, await decide(id))
  await expect(setReading(house.ledger, await decide(id), {})).rejects.toThrow(
    'read: expected nothing under way, found a run to preview it',
  )
  await cancelRun(house.ledger, (await upload(id)).run_id!, people.analyst)
  expect(await upload(id)).toMatchObject({
    state: 'checked',
    work_status: 'failed',
    work_message: 'cancelled',
  })
  await requestPreview(house.ledger, await decide(id))
  expect(await findWaitingRun(house.ledger)).toBe((await upload(id)).run_id)
})

test('of two uploads for one place the later replaces the earlier in the same transaction', async () => {
  const [first, second] = [await send(), await send()]
  await bring(first, 'live')
  const over = await listUploadsOver(house.ledger, { id: second, to: 'trial' })
  expect(over.map(({ id }) => id)).toContain(second)
  expect(over.map(({ id }) => id)).not.toContain(first)
  await bring(second, 'live')
  expect(await upload(first)).toMatchObject({
    state: 'withdrawn',
    withdrawn_why: `replaced by upload ${second}`,
  })
  const without = await listUploadsOver(house.ledger, { id: second, to: 'withdrawn' })
  expect(without.map(({ id }) => id)).not.toContain(second)
})

test('the command line may do it all', async () => {
  const id = await send(owner)
  await bring(id, 'previewed')
  await approveUpload(house.ledger, await decide(id, owner), { approval: 'one' })
  expect((await upload(id)).approved_by).toBe('owner')
})
