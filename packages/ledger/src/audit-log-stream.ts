import { sql } from 'kysely'
import { type AuditFilter, passes } from './audit-log.ts'
import { entryHash, type StoredEntry } from './audit-log-entry.ts'
import type { Ledger } from './ledger.ts'

const asStored = sql`id::text, (to_jsonb(at AT TIME ZONE 'UTC') #>> '{}') || '+00:00' AS at, actor, role, act, subject,
  details::text, encode(previous_hash, 'hex') AS "previousHash", encode(hash, 'hex') AS hash`

/** The first entry that passes the filter, and whether it is as it was written: its values give its hash. */
export async function findEntry(
  ledger: Ledger,
  filter: AuditFilter,
): Promise<(StoredEntry & { whole: boolean }) | undefined> {
  const { rows } = await sql<StoredEntry>`
    SELECT ${asStored} FROM audit_entry WHERE ${passes(filter)} ORDER BY audit_entry.id LIMIT 1`.execute(
    ledger,
  )
  return rows[0] && { ...rows[0], whole: entryHash(rows[0]) === rows[0].hash }
}

/**
 * The log from its first entry on, as it stood at one moment, read through a cursor: memory holds one page whatever the
 * length. Writers are not held up.
 */
export async function* streamAuditLog(
  ledger: Ledger,
  filter: AuditFilter = {},
  page = 2000,
): AsyncGenerator<StoredEntry> {
  const snapshot = await ledger
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
  try {
    await sql`DECLARE audit_log NO SCROLL CURSOR FOR
      SELECT ${asStored} FROM audit_entry WHERE ${passes(filter)} ORDER BY audit_entry.id`.execute(snapshot)
    const next = sql<StoredEntry>`FETCH ${sql.lit(page)} FROM audit_log`
    for (let { rows } = await next.execute(snapshot); rows.length; { rows } = await next.execute(snapshot))
      yield* rows
  } finally {
    await snapshot.rollback().execute()
  }
}
