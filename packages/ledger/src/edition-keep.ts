import { sql } from 'kysely'
import { type Actor, recordAct } from './audit-log.ts'
import { findLiveEdition, listEditions } from './editions.ts'
import { holdClass } from './edition-hold.ts'
import type { Ledger } from './ledger.ts'
import { listPins } from './edition-pins.ts'

/** How many of the newest editions are kept where nobody has said how many. */
export const usualKeep = 20

/** How many of the newest editions are kept without anything pointing at them. */
export async function findKeepRule(ledger: Ledger): Promise<number> {
  const rule = await ledger.selectFrom('edition_keep').select('last').executeTakeFirst()
  return rule?.last ?? usualKeep
}

/** @throws `keep: expected 1 or more, found 0` */
export async function setKeepRule(ledger: Ledger, last: number, by: Actor): Promise<void> {
  if (!Number.isInteger(last) || last < 1) throw new Error(`keep: expected 1 or more, found ${last}`)
  await ledger.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('edition_keep')
      .values({ last, by: by.actor })
      .onConflict((conflict) => conflict.column('single').doUpdateSet({ last, by: by.actor, at: new Date() }))
      .execute()
    await recordAct(transaction, { ...by, act: 'keep-edition', details: { last } })
  })
}

/** Editions that neither are live, nor among the newest, nor have anything pointing at them; newest first. */
export async function listPrunable(ledger: Ledger): Promise<string[]> {
  const last = await findKeepRule(ledger)
  const pinned = new Set((await listPins(ledger)).map(({ hash }) => hash))
  return (await listEditions(ledger))
    .filter(({ live, hash }, at) => at >= last && !live && !pinned.has(hash))
    .map(({ hash }) => hash)
}

/**
 * Removes one edition, unless it has become live or is pinned (`kept`) or somebody has it open (`held`). Nobody can make
 * it live, pin it or open it while that goes on. Records the act `prune-edition`.
 *
 * @param remove takes the file away
 */
export async function pruneEdition(
  ledger: Ledger,
  hash: string,
  remove: () => Promise<void>,
  by: Actor,
): Promise<'removed' | 'kept' | 'held'> {
  return ledger.transaction().execute(async (transaction) => {
    await sql`LOCK TABLE live_edition IN SHARE ROW EXCLUSIVE MODE`.execute(transaction)
    await sql`SELECT 1 FROM edition WHERE hash = ${hash} FOR UPDATE`.execute(transaction)
    if ((await findLiveEdition(transaction)) === hash || (await listPins(transaction, hash)).length)
      return 'kept'
    const { rows } = await sql<{ free: boolean }>`
      SELECT pg_try_advisory_xact_lock(${sql.lit(holdClass)}, hashtext(${hash})) AS free`.execute(transaction)
    if (!rows[0].free) return 'held'
    await transaction
      .updateTable('edition')
      .set({ removed_at: new Date() })
      .where('hash', '=', hash)
      .execute()
    await remove()
    await recordAct(transaction, { ...by, act: 'prune-edition', subject: hash })
    return 'removed'
  })
}
