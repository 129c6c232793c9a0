import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listAuditEntries } from '../src/audit-log.ts'
import { openRefusals } from '../src/refusals.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
let person: string
let clock = 0
let count = 0
beforeAll(async () => {
  house = await testLedger()
}, 60_000)
afterAll(() => house.stop())
beforeEach(() => {
  person = `person${(count += 1)}`
})

const open = (most?: number) => openRefusals(house.ledger, { now: () => clock, most })
const door = (name: string, why = 'role') => ({ actor: person, role: 'reader', door: name, why })
const written = async () =>
  (await listAuditEntries(house.ledger, { actor: person, act: 'refused' }))
    .reverse()
    .map(({ subject, details }) => [subject, details])

test('a refusal is an act at once, and a thousand of them in the same minute are two', async () => {
  const refusals = open()
  for (let n = 0; n < 1000; n++) await refusals.note(door('GET /people'))
  expect(await written()).toEqual([['GET /people', { why: 'role' }]])
  clock += 60_000
  await refusals.note(door('GET /people'))
  expect(await written()).toEqual([
    ['GET /people', { why: 'role' }],
    ['GET /people', { why: 'role', times: 999 }],
    ['GET /people', { why: 'role' }],
  ])
  await refusals.close()
})

test('doors, reasons and people are told apart, and what was counted is written at the end', async () => {
  const refusals = open()
  const kinds = [door('GET /people'), door('GET /people', 'origin'), door('GET /audit-log')]
  for (const kind of [...kinds, ...kinds]) await refusals.note(kind)
  expect(await written()).toHaveLength(3)
  await refusals.close()
  expect((await written()).slice(3)).toEqual([
    ['GET /people', { why: 'role', times: 1 }],
    ['GET /people', { why: 'origin', times: 1 }],
    ['GET /audit-log', { why: 'role', times: 1 }],
  ])
})

test('of many requests at once the first is written, the others counted', async () => {
  const refusals = open()
  await Promise.all(Array.from({ length: 50 }, () => refusals.note(door('POST /people?/invite'))))
  await refusals.close()
  expect(await written()).toEqual([
    ['POST /people?/invite', { why: 'role' }],
    ['POST /people?/invite', { why: 'role', times: 49 }],
  ])
})

test('memory is bounded: beyond so many kinds they are counted together', async () => {
  const refusals = open(3)
  for (let n = 0; n < 100; n++) await refusals.note(door(`GET /${n}`))
  await refusals.close()
  expect(await written()).toEqual([
    ...[0, 1, 2].map((n) => [`GET /${n}`, { why: 'role' }]),
    ['other doors', { why: 'role' }],
    ['other doors', { why: 'role', times: 96 }],
  ])
})
