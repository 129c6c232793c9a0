import { sql } from 'kysely'
import { type Actor, recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { listenTo, type Listening } from './listening.ts'
import type { EditionRow } from './tables.ts'

const channel = 'pejling_live_edition'

/** Remembers an edition that was built and checked. The same hash twice is one edition. */
export async function recordEdition(
  ledger: Ledger,
  edition: { hash: string; codeVersion: string; runId?: number },
): Promise<void> {
  await ledger
    .insertInto('edition')
    .values({ hash: edition.hash, code_version: edition.codeVersion, run_id: edition.runId ?? null })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute()
}

/** All editions, newest first, with whether they are live. */
export async function listEditions(ledger: Ledger): Promise<(EditionRow & { live: boolean })[]> {
  const live = await findLiveEdition(ledger)
  const editions = await ledger
    .selectFrom('edition')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('hash')
    .execute()
  return editions.map((edition) => ({ ...edition, live: edition.hash === live }))
}

/** The hash of the edition readers see, or nothing before the first run. */
export async function findLiveEdition(ledger: Ledger): Promise<string | undefined> {
  const newest = await ledger
    .selectFrom('live_edition')
    .select('hash')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.hash
}

/** Why the live edition is live: what was said when the pointer was set. */
export async function findLiveReason(ledger: Ledger): Promise<string | undefined> {
  const newest = await ledger
    .selectFrom('live_edition')
    .select('reason')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.reason
}

/** The reason given where a person chose an edition: no run undoes that. */
export const chosen = 'pejling edition use'

/**
 * Makes an edition live by one pointer, tells whoever watches and records the act `use-edition`. Does nothing if it is
 * live already.
 *
 * @returns whether the pointer moved
 * @throws `unknown edition: …`
 */
export async function useEdition(ledger: Ledger, hash: string, reason: string, by: Actor): Promise<boolean> {
  return ledger.transaction().execute(async (transaction) => {
    await sql`LOCK TABLE live_edition IN SHARE ROW EXCLUSIVE MODE`.execute(transaction)
    const known = await transaction
      .selectFrom('edition')
      .select('hash')
      .where('hash', '=', hash)
      .executeTakeFirst()
    if (!known) throw new Error(`unknown edition: ${hash}`)
    const before = await findLiveEdition(transaction)
    if (before === hash) return false
    await transaction.insertInto('live_edition').values({ hash, reason }).execute()
    await sql`SELECT pg_notify(${channel}, ${hash})`.execute(transaction)
    const details = { reason, before: before ?? null }
    await recordAct(transaction, { ...by, act: 'use-edition', subject: hash, details })
    return true
  })
}

/**
 * Calls back with the live edition's hash now and whenever the pointer moves. Reconnects by itself when the server goes
 * away, and then says the hash again, since a message may have been missed.
 */
export async function watchLiveEdition(
  url: string,
  changed: (hash: string | undefined) => void,
): Promise<Listening> {
  return listenTo(url, channel, {
    async connected(client) {
      const { rows } = await client.query('SELECT hash FROM live_edition ORDER BY id DESC LIMIT 1')
      changed(rows[0]?.hash)
    },
    message: changed,
  })
}
