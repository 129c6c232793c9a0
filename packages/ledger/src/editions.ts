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
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ removed_at: null }))
    .execute()
}

/** All editions that are there, newest first, with whether they are live. */
export async function listEditions(ledger: Ledger): Promise<(EditionRow & { live: boolean })[]> {
  const live = await findLiveEdition(ledger)
  const editions = await ledger
    .selectFrom('edition')
    .selectAll()
    .where('removed_at', 'is', null)
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
  return ledger.transaction().execute((transaction) => putLive(transaction, hash, reason, by))
}

/** The same inside a transaction that does more. */
export async function putLive(
  transaction: Ledger,
  hash: string,
  reason: string,
  by: Actor,
): Promise<boolean> {
  await sql`LOCK TABLE live_edition IN SHARE ROW EXCLUSIVE MODE`.execute(transaction)
  const known = await transaction
    .selectFrom('edition')
    .select('hash')
    .where('hash', '=', hash)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!known) throw new Error(`unknown edition: ${hash}`)
  const before = await findLiveEdition(transaction)
  if (before === hash) return false
  await transaction.insertInto('live_edition').values({ hash, reason, actor: by.actor }).execute()
  await sql`SELECT pg_notify(${channel}, ${hash})`.execute(transaction)
  const details = { reason, before: before ?? null }
  await recordAct(transaction, { ...by, act: 'use-edition', subject: hash, details })
  return true
}

/** When editions were made live, why and by whom; newest first. */
export async function listLive(
  ledger: Ledger,
): Promise<{ hash: string; reason: string; since: Date; actor: string }[]> {
  return ledger
    .selectFrom('live_edition')
    .select(['hash', 'reason', 'since', 'actor'])
    .orderBy('id', 'desc')
    .execute()
}

/**
 * The edition that was live before the one that is now, and is still there. Making it live undoes the last change; done
 * again, it undoes that.
 */
export async function findEditionBefore(ledger: Ledger): Promise<string | undefined> {
  const live = await findLiveEdition(ledger)
  const there = new Set((await listEditions(ledger)).map(({ hash }) => hash))
  return (await listLive(ledger)).find(({ hash }) => hash !== live && there.has(hash))?.hash
}

/** Says something about an edition, for those who look for it later; and records the act `note-edition`. */
export async function noteEdition(ledger: Ledger, hash: string, note: string, by: Actor): Promise<void> {
  await ledger.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('edition')
      .set({ note: note.trim() || null })
      .where('hash', '=', hash)
      .executeTakeFirst()
    if (!numUpdatedRows) throw new Error(`unknown edition: ${hash}`)
    await recordAct(transaction, { ...by, act: 'note-edition', subject: hash })
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
