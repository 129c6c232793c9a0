import { type Actor, recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import type { EditionPinRow, PinKind } from './tables.ts'

/** What points at an edition: a link that must give the same numbers for ever, a report, or a person's mark. */
export type NewPin = {
  hash: string
  kind: PinKind
  /** Which link or report; nothing for a person's mark, of which an edition has one. */
  subject?: string
  /** Why, in words that name nobody. */
  reason: string
}

/**
 * Keeps an edition from being pruned, and records the act `keep-edition`. The same thing points at an edition once; its
 * reason may change.
 *
 * @throws `unknown edition: …`
 */
export async function pinEdition(ledger: Ledger, pin: NewPin, by: Actor): Promise<void> {
  await ledger.transaction().execute(async (transaction) => {
    await putPin(transaction, pin, by)
    const { hash, kind, subject = '' } = pin
    await recordAct(transaction, { ...by, act: 'keep-edition', subject: hash, details: { kind, subject } })
  })
}

/** The same inside a transaction that does more, and records its own act. */
export async function putPin(
  transaction: Ledger,
  { hash, kind, subject = '', reason }: NewPin,
  by: Actor,
): Promise<void> {
  // Waits for one who is just removing it, and then finds it gone.
  const known = await transaction
    .selectFrom('edition')
    .select('hash')
    .where('hash', '=', hash)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!known) throw new Error(`unknown edition: ${hash}`)
  await transaction
    .insertInto('edition_pin')
    .values({ hash, kind, subject, reason, by: by.actor })
    .onConflict((conflict) =>
      conflict.columns(['hash', 'kind', 'subject']).doUpdateSet({ reason, by: by.actor }),
    )
    .execute()
}

/** Takes a pin away, and records the act `let-go-edition`. @returns whether there was one */
export async function unpinEdition(
  ledger: Ledger,
  { hash, kind, subject = '' }: Omit<NewPin, 'reason'>,
  by: Actor,
): Promise<boolean> {
  return ledger.transaction().execute(async (transaction) => {
    const gone = await transaction
      .deleteFrom('edition_pin')
      .where('hash', '=', hash)
      .where('kind', '=', kind)
      .where('subject', '=', subject)
      .returning('id')
      .executeTakeFirst()
    if (!gone) return false
    await recordAct(transaction, { ...by, act: 'let-go-edition', subject: hash, details: { kind, subject } })
    return true
  })
}

/** Everything that points at editions, oldest first. */
export async function listPins(ledger: Ledger, hash?: string): Promise<EditionPinRow[]> {
  const pins = ledger.selectFrom('edition_pin').selectAll().orderBy('id')
  return (hash === undefined ? pins : pins.where('hash', '=', hash)).execute()
}
