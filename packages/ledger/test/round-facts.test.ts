import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Actor,
  createUpload,
  findRoundFacts,
  listAuditEntries,
  listenUploads,
  owner,
  pseudonymsFor,
  publishUpload,
  setRoundFacts,
} from '../src/index.ts'
import { testLedger, type TestLedger } from './postgres.ts'
import { type UploadMoves, uploadMoves } from './upload-moves.ts'

let house: TestLedger
let moves: UploadMoves
let analyst: Actor
beforeAll(async () => {
  house = await testLedger()
  moves = await uploadMoves(house.ledger)
  analyst = moves.people.analyst
}, 60_000)
afterAll(() => house.stop())

const files = [{ name: 'svar.csv', sha256: 'a'.repeat(64), bytes: 12 }]
const send = () => createUpload(house.ledger, { study: 'a', round: '2026', unit: 'child', files }, owner)

test('what a round is has a version, and that of a live one takes an approver', async () => {
  const id = await send()
  await house.ledger
    .updateTable('upload')
    .set({ state: 'live', approved_hash: 'b1' })
    .where('id', '=', id)
    .execute()
  const given = { study: 'a', round: '2026', facts: { version: 'v1' }, by: analyst }
  await expect(setRoundFacts(house.ledger, { ...given, seenVersion: 0 })).rejects.toThrow(
    'no access: approve-rounds needs the role admin, found analyst',
  )
  expect(await setRoundFacts(house.ledger, { ...given, round: '2027', seenVersion: 0 })).toBe(1)
  await expect(setRoundFacts(house.ledger, { ...given, round: '2027', seenVersion: 0 })).rejects.toThrow(
    'round 2027: changed since version 0, now 1',
  )
  expect(await findRoundFacts(house.ledger, 'a', '2027')).toMatchObject({
    facts: { version: 'v1' },
    version: 1,
  })
})

test('what was approved of a round is checked anew when its facts change, and stands when they are the same', async () => {
  const id = await createUpload(
    house.ledger,
    { study: 'a', round: '2028', unit: 'child', files, facts: { version: 'v1' } },
    owner,
  )
  await moves.bring(id, 'approved')
  const given = { study: 'a', round: '2028', by: moves.people.analyst }
  expect(await setRoundFacts(house.ledger, { ...given, facts: { version: 'v1' }, seenVersion: 1 })).toBe(2)
  expect(await moves.upload(id)).toMatchObject({ state: 'approved' })
  expect(await setRoundFacts(house.ledger, { ...given, facts: { version: 'v2' }, seenVersion: 2 })).toBe(3)
  expect(await moves.upload(id)).toMatchObject({
    ...{ state: 'read', work: 'check', work_status: 'waiting', approved_hash: null, checked_hash: null },
  })
  const entries = await listAuditEntries(house.ledger, { act: 'upload-state', subject: String(id) })
  expect(entries[0]).toMatchObject({
    actor: moves.people.analyst.actor,
    details: { study: 'a', round: '2028', unit: 'child', from: 'approved', to: 'read' },
  })
})

test('the facts of a round are not changed while it goes live', async () => {
  const id = await createUpload(house.ledger, { study: 'a', round: '2029', unit: 'child', files }, owner)
  await moves.bring(id, 'approved')
  await publishUpload(house.ledger, await moves.decide(id, moves.people.admin))
  const given = { study: 'a', round: '2029', facts: { version: 'v1' }, seenVersion: 0 }
  await expect(setRoundFacts(house.ledger, { ...given, by: moves.people.admin })).rejects.toThrow(
    `round 2029: expected nothing under way, found a run to publish upload ${id}`,
  )
})

test('an identifier is always called the same, and its name tells nothing of it', async () => {
  const first = await pseudonymsFor(house.ledger, 'a', 'child', ['0101121234', '0202134321', '0101121234'])
  const again = await pseudonymsFor(house.ledger, 'a', 'child', ['0202134321', 'new'])
  expect(again.get('0202134321')).toBe(first.get('0202134321'))
  expect([...first.values(), again.get('new')!].every((name) => /^p[2-9a-z]{12}$/.test(name))).toBe(true)
  const elsewhere = await pseudonymsFor(house.ledger, 'b', 'child', ['0202134321'])
  expect(elsewhere.get('0202134321')).not.toBe(first.get('0202134321'))
  const together = await Promise.all(
    [1, 2, 3].map(() => pseudonymsFor(house.ledger, 'a', 'child', ['at once', 'also'])),
  )
  expect(new Set(together.map((names) => names.get('at once'))).size).toBe(1)
})

test('whoever listens is told of every change', async () => {
  const told: (number | undefined)[] = []
  const listening = await listenUploads(house.url, (change) => told.push(change.upload))
  const id = await send()
  await expect.poll(() => told).toEqual([undefined, id])
  await listening.close()
})
