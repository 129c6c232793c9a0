import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { verifyAuditLog } from '../audit-log-verify.ts'
import { openLedger } from '../ledger.ts'
import { migrate } from '../migrate.ts'
import { ledgerMigrator } from '../migrator.ts'
import { migrations } from '../migrations/index.ts'
import type { DumpedTable, LedgerDump } from './ledger-dump.ts'

/**
 * Fills an empty database with a ledger's dump: the tables as they were shaped then, all rows in one transaction, then
 * forward to today's shape. The log of acts has to verify up to the head it had.
 *
 * @param application the role of everyday work, which is given its rights
 * @throws `restore: made by a newer program (009-…)`, `restore: expected an empty database, found tables`,
 *   `restore: person_change: expected 3 rows, found 2`, `restore: the log of acts does not verify (entry 12 altered)`
 */
export async function restoreLedger(
  ownerUrl: string,
  folder: string,
  dump: LedgerDump,
  application?: string,
): Promise<void> {
  const unknown = dump.migrations.filter((name) => !(name in migrations))
  if (unknown.length) throw new Error(`restore: made by a newer program (${unknown.join(', ')})`)
  const ledger = openLedger(ownerUrl, { connections: 2 })
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query('SELECT 1 FROM pg_tables WHERE schemaname = current_schema() LIMIT 1')
    if (rows.length) throw new Error('restore: expected an empty database, found tables')
    await migrate(ledger)
    const last = dump.migrations.at(-1)
    const shaped = last && (await ledgerMigrator(ledger).migrateTo(last))
    if (shaped && shaped.error) throw shaped.error
    await client.query('BEGIN')
    // The log numbers, dates and chains what is added: what is brought back has its number, its date and its chain.
    await client.query('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_chain')
    for (const table of dump.tables) await copyIn(client, table, folder)
    for (const { name, last, called } of dump.sequences)
      await client.query('SELECT setval($1::regclass, $2, $3)', [client.escapeIdentifier(name), last, called])
    await client.query('ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_chain')
    await client.query('COMMIT')
    await migrate(ledger, application)
    const { entries, head } = dump.auditLog
    const verdict = await verifyAuditLog(ledger, head)
    if (!verdict.intact || verdict.entries !== entries || verdict.head !== head) {
      const { id, kind } = verdict.firstBroken ?? { id: verdict.entries, kind: 'the last of the wrong ones' }
      throw new Error(`restore: the log of acts does not verify (entry ${id} ${kind})`)
    }
  } finally {
    await client.end()
    await ledger.destroy()
  }
}

async function copyIn(
  client: pg.Client,
  { table, columns, rows, file }: DumpedTable,
  folder: string,
): Promise<void> {
  const list = columns.map((name) => client.escapeIdentifier(name)).join(', ')
  const stream = client.query(copyFrom(`COPY ${client.escapeIdentifier(table)} (${list}) FROM STDIN`))
  await pipeline(createReadStream(join(folder, file)), stream)
  if (stream.rowCount !== rows)
    throw new Error(`restore: ${table}: expected ${rows} rows, found ${stream.rowCount}`)
}
