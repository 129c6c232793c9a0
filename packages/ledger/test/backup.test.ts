import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  dumpLedger,
  type Ledger,
  type LedgerDump,
  openLedger,
  owner,
  recordAct,
  restoreLedger,
  roleOf,
  verifyAuditLog,
} from '../src/index.ts'
import { signIn } from '../src/sign-in.ts'
import { fillLedger, tableNames } from './filled-ledger.ts'
import { addPerson, countingGate, password, testAccounts } from './people.ts'
import { type TestLedger, testLedger } from './postgres.ts'
import { schemaLines } from './schema.ts'

let server: TestLedger
let folder: string
let dump: LedgerDump
beforeAll(async () => {
  server = await testLedger()
  folder = await mkdtemp(join(tmpdir(), 'pejling-backup-'))
  await addPerson(testAccounts(server.ledger), 'anna')
  await fillLedger(server.ledger)
  const odd = 'tab\tnew\nline \\ æøå "quoted" \\N'
  await server.ledger.updateTable('edition').set({ note: odd }).execute()
  for (let n = 0; n < 50; n++) await recordAct(server.ledger, { ...owner, act: 'run', subject: `r${n}` })
  dump = await dumpLedger(server.ownerUrl, join(folder, 'whole'))
}, 60_000)
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** An empty database in the same server, with the address of its owner and of everyday work. */
async function emptyDatabase(name: string): Promise<{ ownerUrl: string; url: string }> {
  const client = new pg.Client({ connectionString: server.ownerUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const at = (url: string) => url.replace(/\/\w+$/, `/${name}`)
  return { ownerUrl: at(server.ownerUrl), url: at(server.url) }
}

async function contentOf(ledger: Ledger): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {}
  for (const table of await tableNames(ledger)) {
    if (table.startsWith('kysely_')) continue
    const { rows } = await sql<{
      row: string
    }>`SELECT t::text AS row FROM ${sql.table(table)} t ORDER BY 1`.execute(ledger)
    content[table] = rows.map(({ row }) => row)
  }
  return content
}

test('a ledger that was restored has the same tables and rows, a log that verifies, and people who can sign in', async () => {
  const { ownerUrl, url } = await emptyDatabase('restored')
  await restoreLedger(ownerUrl, join(folder, 'whole'), dump, roleOf(url))
  const [ledger, tables] = [openLedger(url), openLedger(ownerUrl)]
  try {
    expect(await contentOf(tables)).toEqual(await contentOf(server.owner))
    expect(await schemaLines(tables)).toEqual(await schemaLines(server.owner))
    const verdict = await verifyAuditLog(ledger, dump.auditLog.head)
    expect(verdict).toMatchObject({
      intact: true,
      entries: dump.auditLog.entries,
      knownHeadAt: dump.auditLog.entries,
    })
    const person = { email: 'anna@example.org', password, address: '192.0.2.1', headers: new Headers() }
    expect(await signIn(ledger, testAccounts(ledger), person, countingGate())).toMatchObject({
      kind: 'signed-in',
    })
    // The log goes on where it was, and still lets nobody change it.
    const { id } = await recordAct(ledger, { ...owner, act: 'run' })
    expect(id).toBeGreaterThan(dump.auditLog.entries)
    await expect(sql`DELETE FROM audit_entry`.execute(tables)).rejects.toThrow(
      /^audit log: entries are never changed/,
    )
    expect((await verifyAuditLog(ledger)).intact).toBe(true)
    // Numbers go on as well.
    const next = await ledger
      .insertInto('live_edition')
      .values({ hash: 'filled', reason: 'x' })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(next.id).toBeGreaterThan(1)
  } finally {
    await Promise.all([ledger.destroy(), tables.destroy()])
  }
}, 60_000)

test('a dump is one moment: what is written meanwhile is not in it, whichever table it is in', async () => {
  const before = await verifyAuditLog(server.ledger)
  const at = join(folder, 'meanwhile')
  let written = 0
  const dumped = await dumpLedger(server.ownerUrl, at, async () => {
    await recordAct(server.ledger, { ...owner, act: 'run' })
    written += 1
  })
  expect(written).toBe(1)
  expect(dumped.auditLog).toEqual({ entries: before.entries, head: before.head })
  expect(dumped.tables.find(({ table }) => table === 'audit_entry')?.rows).toBe(before.entries)
})

test('a log that was altered in the dump does not verify, a table that lacks a row is named', async () => {
  const altered = join(folder, 'altered')
  await cp(join(folder, 'whole'), altered, { recursive: true })
  const log = await readFile(join(altered, 'audit_entry.copy'), 'utf8')
  await writeFile(join(altered, 'audit_entry.copy'), log.replace('\tr7\t', '\tr8\t'))
  const one = await emptyDatabase('altered')
  await expect(restoreLedger(one.ownerUrl, altered, dump)).rejects.toThrow(
    /^restore: the log of acts does not verify \(entry \d+ altered\)$/,
  )
  const tables = dump.tables.map((one) => (one.table === 'edition' ? { ...one, rows: one.rows + 1 } : one))
  const other = await emptyDatabase('short')
  await expect(restoreLedger(other.ownerUrl, altered, { ...dump, tables })).rejects.toThrow(
    /^restore: edition: expected 2 rows, found 1$/,
  )
}, 60_000)

test('a newer ledger is refused, and so is a database with tables in it', async () => {
  const newer = { ...dump, migrations: [...dump.migrations, '999-later'] }
  await expect(restoreLedger(server.ownerUrl, folder, newer)).rejects.toThrow(
    /^restore: made by a newer program \(999-later\)$/,
  )
  await expect(restoreLedger(server.ownerUrl, folder, dump)).rejects.toThrow(
    /^restore: expected an empty database, found tables$/,
  )
})
