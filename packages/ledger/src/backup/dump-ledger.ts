import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { noHash } from '../audit-log-entry.ts'
import type { DumpedTable, LedgerDump } from './ledger-dump.ts'

/**
 * Writes every row of the ledger into a folder as it stood at one moment, while others go on reading and writing. The job
 * queue is left out: what waits to be run stands in the ledger's own tables.
 *
 * @param ownerUrl the owner of the tables, who may read all of them
 * @param during is called while nothing in that moment's picture can change
 */
export async function dumpLedger(
  ownerUrl: string,
  folder: string,
  during: (dump: LedgerDump) => Promise<void> = async () => {},
): Promise<LedgerDump> {
  await mkdir(folder, { recursive: true })
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const names = await tablesInOrder(client)
    const tables: DumpedTable[] = []
    for (const table of names) tables.push(await copyOut(client, table, folder))
    const dump: LedgerDump = {
      ...{ migrations: await namesOf(client, 'SELECT name FROM kysely_migration ORDER BY name'), tables },
      ...{ sequences: await sequencesOf(client), auditLog: await headOf(client) },
      live:
        (await namesOf(client, 'SELECT hash AS name FROM live_edition ORDER BY id DESC LIMIT 1'))[0] ?? null,
      editions: await namesOf(
        client,
        'SELECT hash AS name FROM edition WHERE removed_at IS NULL ORDER BY created_at DESC, hash',
      ),
    }
    await during(dump)
    await client.query('COMMIT')
    return dump
  } finally {
    await client.end()
  }
}

/** All tables but the lists of migrations, those first that others refer to. */
async function tablesInOrder(client: pg.Client): Promise<string[]> {
  const waiting = await namesOf(
    client,
    `SELECT tablename AS name FROM pg_tables
     WHERE schemaname = current_schema() AND tablename NOT LIKE 'kysely_%' ORDER BY 1`,
  )
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `SELECT a.relname AS from, b.relname AS to FROM pg_constraint
     JOIN pg_class a ON a.oid = conrelid JOIN pg_class b ON b.oid = confrelid
     WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND conrelid <> confrelid`,
  )
  const ordered: string[] = []
  while (waiting.length) {
    const free = waiting.findIndex((name) =>
      references.every(({ from, to }) => from !== name || !waiting.includes(to)),
    )
    // Two tables that refer to one another would have to be filled at once.
    if (free < 0) throw new Error(`backup: tables refer to one another in a ring: ${waiting.join(', ')}`)
    ordered.push(...waiting.splice(free, 1))
  }
  return ordered
}

async function copyOut(client: pg.Client, table: string, folder: string): Promise<DumpedTable> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [client.escapeIdentifier(table)],
  )
  const columns = rows.map(({ name }) => name)
  const list = columns.map((name) => client.escapeIdentifier(name)).join(', ')
  const file = `${table}.copy`
  const stream = client.query(copyTo(`COPY ${client.escapeIdentifier(table)} (${list}) TO STDOUT`))
  await pipeline(stream, createWriteStream(join(folder, file), { mode: 0o600 }))
  return { table, columns, rows: stream.rowCount, file }
}

async function sequencesOf(client: pg.Client): Promise<LedgerDump['sequences']> {
  const names = await namesOf(
    client,
    'SELECT sequencename AS name FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1',
  )
  const sequences: LedgerDump['sequences'] = []
  for (const name of names) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `SELECT last_value::text AS last, is_called AS called FROM ${client.escapeIdentifier(name)}`,
    )
    sequences.push({ name, ...rows[0] })
  }
  return sequences
}

async function headOf(client: pg.Client): Promise<LedgerDump['auditLog']> {
  const { rows } = await client.query<{ id: string; head: string }>(
    "SELECT id::text, encode(hash, 'hex') AS head FROM audit_entry ORDER BY audit_entry.id DESC LIMIT 1",
  )
  return rows[0] ? { entries: Number(rows[0].id), head: rows[0].head } : { entries: 0, head: noHash }
}

async function namesOf(client: pg.Client, sql: string): Promise<string[]> {
  return (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name)
}
