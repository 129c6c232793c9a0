import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  findEditionBefore,
  findKeepRule,
  holdEditions,
  listAuditEntries,
  listEditions,
  listLive,
  listPins,
  listPrunable,
  noteEdition,
  owner,
  pinEdition,
  pruneEdition,
  recordEdition,
  setKeepRule,
  unpinEdition,
  useEdition,
} from '../src/index.ts'
import { type TestLedger, testLedger } from './postgres.ts'

let server: TestLedger
const hashes = ['a1', 'b2', 'c3', 'd4', 'e5']
beforeAll(async () => {
  server = await testLedger()
}, 60_000)
afterAll(() => server.stop())
beforeEach(async () => {
  const { owner: tables, ledger } = server
  await tables.deleteFrom('edition_pin').execute()
  await tables.deleteFrom('live_edition').execute()
  await tables.deleteFrom('edition').execute()
  for (const hash of hashes) {
    await recordEdition(ledger, { hash, codeVersion: '1' })
    await useEdition(ledger, hash, 'a run', owner)
  }
})

const prune = async (hash: string) => {
  let removed = false
  const remove = async () => void (removed = true)
  return [await pruneEdition(server.ledger, hash, remove, owner), removed]
}

test('twenty editions are kept unless somebody says another number, and at least one', async () => {
  const { ledger } = server
  expect(await findKeepRule(ledger)).toBe(20)
  expect(await listPrunable(ledger)).toEqual([])
  await setKeepRule(ledger, 2, owner)
  expect(await findKeepRule(ledger)).toBe(2)
  await expect(setKeepRule(ledger, 0, owner)).rejects.toThrow(/^keep: expected 1 or more, found 0$/)
})

test('what is old can go; what is live, or pointed at by a mark, a link or a report, stays', async () => {
  const { ledger } = server
  await setKeepRule(ledger, 1, owner)
  expect(await listPrunable(ledger)).toEqual(['d4', 'c3', 'b2', 'a1'])
  await useEdition(ledger, 'a1', 'back', owner)
  await pinEdition(ledger, { hash: 'b2', kind: 'person', reason: 'the council saw it' }, owner)
  await pinEdition(ledger, { hash: 'c3', kind: 'frozen-link', subject: 'q7', reason: 'cited' }, owner)
  await pinEdition(ledger, { hash: 'c3', kind: 'report', subject: '3', reason: 'printed' }, owner)
  expect(await listPrunable(ledger)).toEqual(['d4'])
  expect((await listPins(ledger, 'c3')).map(({ kind, subject }) => [kind, subject])).toEqual([
    ['frozen-link', 'q7'],
    ['report', '3'],
  ])
  expect(await unpinEdition(ledger, { hash: 'b2', kind: 'person' }, owner)).toBe(true)
  expect(await unpinEdition(ledger, { hash: 'b2', kind: 'person' }, owner)).toBe(false)
  expect(await listPrunable(ledger)).toEqual(['d4', 'b2'])
})

test('a pruned edition is gone from the list, cannot be used or pinned, and is there again when it is built anew', async () => {
  const { ledger } = server
  expect(await prune('b2')).toEqual(['removed', true])
  expect((await listEditions(ledger)).map(({ hash }) => hash)).not.toContain('b2')
  await expect(useEdition(ledger, 'b2', 'x', owner)).rejects.toThrow(/^unknown edition: b2$/)
  await expect(pinEdition(ledger, { hash: 'b2', kind: 'person', reason: 'x' }, owner)).rejects.toThrow(
    /^unknown edition: b2$/,
  )
  const [entry] = await listAuditEntries(ledger, { act: 'prune-edition' })
  expect(entry).toMatchObject({ subject: 'b2', actor: 'owner' })
  await recordEdition(ledger, { hash: 'b2', codeVersion: '1' })
  expect((await listEditions(ledger)).map(({ hash }) => hash)).toContain('b2')
})

test('neither the live edition nor a pinned one can be removed, whatever was listed before', async () => {
  await pinEdition(server.ledger, { hash: 'a1', kind: 'person', reason: 'x' }, owner)
  expect(await prune('e5')).toEqual(['kept', false])
  expect(await prune('a1')).toEqual(['kept', false])
})

test('an edition that somebody has open is not removed until the last one lets go of it or ends', async () => {
  const one = holdEditions(server.url)
  const two = holdEditions(server.url)
  await one.hold('a1')
  await one.hold('a1')
  await two.hold('a1')
  expect(await prune('a1')).toEqual(['held', false])
  expect(await prune('b2')).toEqual(['removed', true])
  await one.release('a1')
  await two.close()
  expect(await prune('a1')).toEqual(['held', false])
  await one.release('a1')
  expect(await prune('a1')).toEqual(['removed', true])
  await one.close()
})

test('what was held is held again after the server cut the connection', async () => {
  const one = holdEditions(server.url)
  await one.hold('a1')
  const holders = async () => {
    const { rows } = await sql<{ pid: number }>`SELECT pid FROM pg_locks
      WHERE locktype = 'advisory' AND classid = 4173`.execute(server.owner)
    return rows.map(({ pid }) => pid)
  }
  const [before] = await holders()
  await sql`SELECT pg_terminate_backend(${before})`.execute(server.owner)
  // The server ends a connection in its own time: until then its lock is still there.
  await expect
    .poll(async () => (await holders()).filter((pid) => pid !== before), { timeout: 9000 })
    .toHaveLength(1)
  expect(await prune('a1')).toEqual(['held', false])
  await one.close()
}, 20_000)

test('a file that cannot be removed leaves the edition as it was', async () => {
  const { ledger } = server
  const fail = () => Promise.reject(new Error('disk'))
  await expect(pruneEdition(ledger, 'a1', fail, owner)).rejects.toThrow(/^disk$/)
  expect((await listEditions(ledger)).map(({ hash }) => hash)).toContain('a1')
})

test('the edition before is the last other one that is still there, and going back twice is where one was', async () => {
  const { ledger } = server
  expect(await findEditionBefore(ledger)).toBe('d4')
  await useEdition(ledger, 'd4', 'undo', owner)
  expect(await findEditionBefore(ledger)).toBe('e5')
  await prune('e5')
  expect(await findEditionBefore(ledger)).toBe('c3')
  expect((await listLive(ledger))[0]).toMatchObject({ hash: 'd4', reason: 'undo', actor: 'owner' })
})

test('a note is kept with its edition, and an empty one takes it away', async () => {
  const { ledger } = server
  await noteEdition(ledger, 'a1', ' before the recode ', owner)
  const noted = async () => (await listEditions(ledger)).find(({ hash }) => hash === 'a1')?.note
  expect(await noted()).toBe('before the recode')
  await noteEdition(ledger, 'a1', '', owner)
  expect(await noted()).toBe(null)
  await expect(noteEdition(ledger, 'zz', 'x', owner)).rejects.toThrow(/^unknown edition: zz$/)
})
