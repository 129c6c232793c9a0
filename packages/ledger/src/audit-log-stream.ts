import { sql } from 'kysely'
import { type AuditFilter, passes } from './audit-log.ts'
import type { StoredEntry } from './audit-log-entry.ts'
import type { Ledger } from './ledger.ts'

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
      SELECT id::text, (to_jsonb(at AT TIME ZONE 'UTC') #>> '{}') || '+00:00' AS at, actor, role, act, subject, details::text,
        encode(previous_hash, 'hex') AS "previousHash", encode(hash, 'hex') AS hash
      FROM audit_entry WHERE ${passes(filter)} ORDER BY audit_entry.id`.execute(snapshot)
    const next = sql<StoredEntry>`FETCH ${sql.lit(page)} FROM audit_log`
    for (let { rows } = await next.execute(snapshot); rows.length; { rows } = await next.execute(snapshot))
      yield* rows
  } finally {
    await snapshot.rollback().execute()
  }
}
