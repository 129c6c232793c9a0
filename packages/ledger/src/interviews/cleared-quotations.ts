import type { Selectable } from 'kysely'
import { type Actor, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import type { ClearedQuotationTable } from './interview-tables.ts'
import { checkTextPlace, type TextPlace } from './text-place.ts'

export type ClearedQuotationRow = Selectable<ClearedQuotationTable>

/** The quotations of a study that may be published, by text and place. */
export async function listClearedQuotations(ledger: Ledger, study: string): Promise<ClearedQuotationRow[]> {
  return ledger
    .selectFrom('cleared_quotation')
    .selectAll()
    .where('study', '=', study)
    .where('withdrawn_at', 'is', null)
    .orderBy('text_hash')
    .orderBy('start')
    .execute()
}

/**
 * Says that a quotation may be published, and records the act `clear-quotation`. One that is cleared already keeps who
 * said it first.
 *
 * @returns whether it was not cleared before
 * @throws `no access: …`, `text place: …`
 */
export async function clearQuotation(ledger: Ledger, place: TextPlace, by: Actor): Promise<boolean> {
  checkTextPlace(place)
  const { study, textHash, start, end } = place
  return ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by, 'clear-quotations')
    const added = await transaction
      .insertInto('cleared_quotation')
      .values({ study, text_hash: textHash, start, end, cleared_by: by.actor, cleared_role: by.role })
      .onConflict((conflict) =>
        conflict
          .columns(['study', 'text_hash', 'start', 'end'])
          .where('withdrawn_at', 'is', null)
          .doNothing(),
      )
      .returning('id')
      .executeTakeFirst()
    if (!added) return false
    await recordAct(transaction, {
      ...{ ...by, act: 'clear-quotation', subject: study },
      details: { text: textHash.slice(0, 12), start, end },
    })
    return true
  })
}

/**
 * Takes the clearing of a quotation back, and records the act `unclear-quotation`. Who cleared it, and when, is kept.
 *
 * @returns whether it was cleared
 * @throws `no access: …`
 */
export async function unclearQuotation(
  ledger: Ledger,
  { study, textHash, start, end }: TextPlace,
  by: Actor,
): Promise<boolean> {
  return ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by, 'clear-quotations')
    const withdrawn = await transaction
      .updateTable('cleared_quotation')
      .set({ withdrawn_by: by.actor, withdrawn_at: new Date() })
      .where('study', '=', study)
      .where('text_hash', '=', textHash)
      .where('start', '=', start)
      .where('end', '=', end)
      .where('withdrawn_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!withdrawn) return false
    await recordAct(transaction, {
      ...{ ...by, act: 'unclear-quotation', subject: study },
      details: { text: textHash.slice(0, 12), start, end },
    })
    return true
  })
}
