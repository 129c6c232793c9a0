import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type AuditFilter,
  listAuditEntries,
  openLedger,
  owner,
  recordAct,
  verifyAuditLog,
} from '../src/index.ts'
import { noHash } from '../src/audit-log-entry.ts'
import { streamAuditLog } from '../src/audit-log-stream.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
beforeAll(async () => {
  house = await testLedger()
}, 60_000)
afterAll(async () => {
  await house.stop()
})

test('an empty log is a whole chain of no entries', async () => {
  expect(await verifyAuditLog(house.ledger)).toEqual({ entries: 0, intact: true, head: noHash })
})

test('an entry is numbered, dated and chained to the one before', async () => {
  const { ledger } = house
  const before = new Date()
  const first = await recordAct(ledger, { ...owner, act: 'run', subject: '7', details: { reason: 'test' } })
  const second = await recordAct(ledger, { actor: 'u1', role: 'admin', act: 'sign-in' })
  expect([first.id, second.id]).toEqual([1, 2])
  const [newest, oldest] = await listAuditEntries(ledger)
  expect(oldest).toMatchObject({
    ...{ id: 1, actor: 'owner', role: 'owner', act: 'run', subject: '7' },
    ...{ details: { reason: 'test' }, hash: first.hash },
  })
  expect(newest).toMatchObject({ id: 2, actor: 'u1', act: 'sign-in', subject: null, details: {} })
  expect(oldest.at.getTime()).toBeGreaterThanOrEqual(before.getTime())
  expect(newest.at.getTime()).toBeGreaterThanOrEqual(oldest.at.getTime())
  expect(await verifyAuditLog(ledger)).toEqual({ entries: 2, intact: true, head: second.hash })
})

test('many writers at once, some of whom give up, leave one chain without a gap', async () => {
  const { entries: before } = await verifyAuditLog(house.ledger)
  const ledgers = Array.from({ length: 4 }, () => openLedger(house.url, { connections: 4 }))
  const giveUp = new Error('gives up')
  const write = async (writer: number) => {
    for (let i = 0; i < 25; i++) {
      const ledger = ledgers[writer % ledgers.length]
      const entry = { actor: `w${writer}`, role: 'reader', act: 'see-rows' as const, subject: `${i}` }
      const work = ledger.transaction().execute(async (transaction) => {
        await recordAct(transaction, entry)
        if (i % 5 === 0) throw giveUp
      })
      await work.catch((error) => expect(error).toBe(giveUp))
    }
  }
  await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)))
  const { rows } = await sql<{ n: string; last: string; forks: string }>`
    SELECT count(*) AS n, max(id) AS last, count(*) - count(DISTINCT previous_hash) AS forks FROM audit_entry`.execute(
    house.ledger,
  )
  const expected = String(before + 16 * 20)
  expect(rows[0]).toEqual({ n: expected, last: expected, forks: '0' })
  expect(await verifyAuditLog(house.ledger)).toMatchObject({ entries: before + 320, intact: true })
  await Promise.all(ledgers.map((ledger) => ledger.destroy()))
}, 30_000)

test('several entries in one statement are several links', async () => {
  const { entries: before } = await verifyAuditLog(house.ledger)
  await sql`INSERT INTO audit_entry (actor, role, act) SELECT 'u' || n, 'reader', 'see-rows'
    FROM generate_series(1, 100) AS n`.execute(house.ledger)
  expect(await verifyAuditLog(house.ledger)).toMatchObject({ entries: before + 100, intact: true })
})

test('a transaction whose snapshot may be old is refused', async () => {
  const late = house.ledger
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((transaction) => recordAct(transaction, { ...owner, act: 'run' }))
  await expect(late).rejects.toThrow(
    /^audit log: expected a transaction at read committed, found repeatable read$/,
  )
})

test('the hash does not depend on how the writer or the reader shows moments, and every character counts', async () => {
  const elsewhere = openLedger(
    `${house.url}?options=${encodeURIComponent('-c TimeZone=Pacific/Auckland -c DateStyle=German -c IntervalStyle=iso_8601')}`,
  )
  const points = [...Array.from({ length: 0x7ff }, (_, i) => i + 1), 0x2028, 0xfeff, 0xfffd, 0x1f9d2]
  for (let at = 0; at < points.length; at += 400) {
    const subject = String.fromCodePoint(...points.slice(at, at + 400))
    await recordAct(elsewhere, { actor: 'u"\\', role: '', act: 'see-rows', subject, details: { subject } })
  }
  await sql`INSERT INTO audit_entry (actor, role, act, details) VALUES ('u', 'r', 'run',
    '{"b": 1.10, "a": 1e21, "10": [null, true, {"æ": -0.0}], "2": "\\u2028"}')`.execute(elsewhere)
  const here = await verifyAuditLog(house.ledger)
  expect(here.intact).toBe(true)
  expect(await verifyAuditLog(elsewhere)).toEqual(here)
  await elsewhere.destroy()
})

test('an entry that is too long to be read as a page is refused', async () => {
  const long = { ...owner, act: 'run' as const }
  await expect(recordAct(house.ledger, { ...long, subject: 'x'.repeat(501) })).rejects.toThrow(
    /violates check constraint "audit_entry_subject_check"$/,
  )
  await expect(recordAct(house.ledger, { ...long, details: { x: 'x'.repeat(8192) } })).rejects.toThrow(
    /violates check constraint "audit_entry_details_check"$/,
  )
})

test('entries are found by who, what, about what and when, a page at a time', async () => {
  const { ledger } = house
  const { id } = await recordAct(ledger, { actor: 'chief', role: 'admin', act: 'invite', subject: 'u10' })
  // A moment read from the log has milliseconds, one in it microseconds.
  await new Promise((later) => setTimeout(later, 3))
  await recordAct(ledger, { actor: 'chief', role: 'admin', act: 'end-access', subject: 'u10' })
  const ids = async (filter: AuditFilter, limit?: number) =>
    (await listAuditEntries(ledger, filter, limit)).map((entry) => entry.id)
  expect(await ids({ actor: 'chief' })).toEqual([id + 1, id])
  expect(await ids({ actor: 'chief', act: 'invite' })).toEqual([id])
  expect(await ids({ subject: 'u10', before: id + 1 })).toEqual([id])
  expect(await ids({}, 3)).toEqual([id + 1, id, id - 1])
  const [{ at }] = await listAuditEntries(ledger, { act: 'end-access' })
  expect(await ids({ actor: 'chief', to: at })).toEqual([id])
  expect((await ids({ from: at })).at(-1)).toBe(id + 1)
})

test('the log is read as it stood at one moment, while others go on writing', async () => {
  const { entries } = await verifyAuditLog(house.ledger)
  let read = 0
  for await (const _entry of streamAuditLog(house.ledger, {}, 50))
    if (read++ % 50 === 0) await recordAct(house.ledger, { ...owner, act: 'run' })
  expect(read).toBe(entries)
  expect((await verifyAuditLog(house.ledger)).entries).toBe(entries + Math.ceil(entries / 50))
})

test('reading that ends early gives its connection back', async () => {
  const ledger = openLedger(house.url, { connections: 1 })
  for await (const entry of streamAuditLog(ledger, {}, 2)) if (entry.id === '3') break
  expect(await listAuditEntries(ledger, {}, 1)).toHaveLength(1)
  await ledger.destroy()
})
