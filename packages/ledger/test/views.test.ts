import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  countLooks,
  findFreezing,
  findResults,
  findView,
  freezeView,
  listPins,
  listPrunable,
  listViews,
  lookerOf,
  mayOpen,
  owner,
  recordEdition,
  recordLook,
  removeView,
  saveView,
  setKeepRule,
} from '../src/index.ts'
import { type TestLedger, testLedger } from './postgres.ts'

let server: TestLedger
beforeAll(async () => {
  server = await testLedger()
  for (const hash of ['old', 'new']) await recordEdition(server.ledger, { hash, codeVersion: '1' })
}, 60_000)
afterAll(() => server.stop())

const sha256 = 'a'.repeat(64)
const seal = 'b'.repeat(64)
const results = { all: sha256 }
const taken = [{ sha256, text: '{}' }]
const saved = (name: string, more = {}) =>
  saveView(
    server.ledger,
    { study: 's', question: '?', name, note: '', edition: 'old', results, taken, ...more },
    owner,
  )
const freeze = (view: number, edition = 'old') =>
  freezeView(server.ledger, { view, edition, contents: sha256, results, taken, seal }, owner)

test('a view is found again with its results, and newest first', async () => {
  const { ledger } = server
  const [one, two] = [await saved('En'), await saved(' To ')]
  expect(await findView(ledger, one)).toMatchObject({ id: one, by: 'owner', name: 'En', results })
  expect((await listViews(ledger, { by: 'owner', study: 's' })).map(({ name }) => name)).toEqual(['To', 'En'])
  expect(await findResults(ledger, { results })).toEqual({ [sha256]: '{}' })
  await removeView(ledger, two, owner)
  expect(await findView(ledger, two)).toBeUndefined()
  await expect(saved('  ')).rejects.toThrow(
    new Error('view: expected a name of 1 to 200 characters, found none'),
  )
})

test('the role reader keeps no views', async () => {
  const view = { study: 's', question: '?', name: 'x', note: '', edition: 'old', results, taken }
  await expect(saveView(server.ledger, view, { actor: 'x', role: 'reader' })).rejects.toThrow(
    new Error('no access: keep-views needs the role researcher, found none'),
  )
})

test('a frozen view keeps its edition, is frozen once, and is not removed', async () => {
  const { ledger } = server
  const id = await saved('Frys')
  await setKeepRule(ledger, 1, owner)
  expect(await listPrunable(ledger)).toContain('old')
  await freeze(id)
  expect(await listPrunable(ledger)).not.toContain('old')
  expect(await listPins(ledger, 'old')).toMatchObject([{ kind: 'frozen-link', subject: String(id) }])
  await expect(freeze(id)).rejects.toThrow(new Error(`view: frozen already: ${id}`))
  await expect(removeView(ledger, id, owner)).rejects.toThrow(
    new Error(`view: expected one that is not frozen, found ${id} frozen`),
  )
  expect(await mayOpen(ledger, (await findView(ledger, id))!, undefined)).toBe(true)
})

test('an edition that is gone freezes nothing, and leaves the view as it was', async () => {
  const id = await saved('Uden udgave')
  await expect(freeze(id, 'gone')).rejects.toThrow(new Error('unknown edition: gone'))
  expect((await findView(server.ledger, id))!.frozen).toBeUndefined()
  expect(await findFreezing(server.ledger, id)).toBeUndefined()
})

test('the log knows the seal; an entry that was altered is not whole, and a second one does not count', async () => {
  const { ledger, owner: tables } = server
  const id = await saved('Log')
  await freeze(id)
  expect(await findFreezing(ledger, id)).toEqual({ seal, whole: true })
  await sql`INSERT INTO audit_entry (actor, role, act, subject, details)
    VALUES ('x', 'x', 'freeze-view', ${String(id)}, '{"seal": "forged"}')`.execute(ledger)
  expect(await findFreezing(ledger, id)).toEqual({ seal, whole: true })
  const forge = (from: string, to: string) =>
    tables.connection().execute(async (one) => {
      await sql`SET session_replication_role = replica`.execute(one)
      await sql`ALTER TABLE audit_entry DISABLE TRIGGER ALL`.execute(one)
      await sql`UPDATE audit_entry SET details = replace(details::text, ${from}, ${to})::jsonb
        WHERE act = 'freeze-view' AND subject = ${String(id)}`.execute(one)
      await sql`ALTER TABLE audit_entry ENABLE TRIGGER ALL`.execute(one)
      await sql`SET session_replication_role = DEFAULT`.execute(one)
    })
  const other = 'c'.repeat(64)
  await forge(seal, other)
  expect(await findFreezing(ledger, id)).toEqual({ seal: other, whole: false })
  await forge(other, seal)
})

test('looks are counted once for each who looks, by a hash that names nobody', async () => {
  const { ledger } = server
  const [anna, bo] = ['anna', 'bo'].map((account) => lookerOf('a secret', account))
  expect(anna).toMatch(/^[\w-]{27}$/)
  expect(lookerOf('another', 'anna')).not.toBe(anna)
  const look = (looker: string, relation: string) => recordLook(ledger, { study: 's', looker, relation })
  await look(anna, '?a')
  await look(anna, '?a')
  await look(anna, '?b')
  await look(bo, '?b')
  expect(await countLooks(ledger, { study: 's', looker: anna })).toEqual({ own: 2, all: 2 })
  expect(await countLooks(ledger, { study: 's', looker: bo })).toEqual({ own: 1, all: 2 })
  expect(await countLooks(ledger, { study: 'other', looker: bo })).toEqual({ own: 0, all: 0 })
})

test('only what was not looked at can be planned; the moment is the time of saving', async () => {
  const { ledger } = server
  const looker = lookerOf('a secret', 'carl')
  const id = await saved('Plan', { planned: { relation: '?p', looker } })
  expect((await findView(ledger, id))!.plannedAt).toBeInstanceOf(Date)
  await recordLook(ledger, { study: 's', looker, relation: '?p' })
  await expect(saved('For sent', { planned: { relation: '?p', looker } })).rejects.toThrow(
    /^planned: expected a relation not looked at yet, found a look at \d{4}-\d\d-\d\dT[\d:.]+Z$/,
  )
})
