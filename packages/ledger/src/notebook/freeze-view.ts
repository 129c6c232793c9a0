import { type Actor, recordAct } from '../audit-log.ts'
import { findEntry } from '../audit-log-stream.ts'
import { putPin } from '../edition-pins.ts'
import type { Ledger } from '../ledger.ts'
import { type KeptResult, keepResults, ownView } from './save-view.ts'

/** What a view is frozen as: its results in an edition, what the edition held, and the seal over all of it. */
export type Freezing = {
  view: number
  edition: string
  contents: string
  results: Readonly<Record<string, string>>
  taken: readonly KeptResult[]
  seal: string
}

/**
 * Freezes one's own view: it keeps the results and its edition for ever. The seal goes into the log of acts (`freeze-view`),
 * where it cannot be changed unnoticed.
 *
 * @throws `unknown view: …`, `no access: …`, `view: frozen already: 12`, `unknown edition: …`
 */
export async function freezeView(ledger: Ledger, freezing: Freezing, by: Actor): Promise<void> {
  const { view: id, edition, contents, results, taken, seal } = freezing
  await ledger.transaction().execute(async (transaction) => {
    const view = await ownView(transaction, id, by)
    if (view.frozen) throw new Error(`view: frozen already: ${id}`)
    const pin = { hash: edition, kind: 'frozen-link' as const, subject: String(id) }
    await putPin(transaction, { ...pin, reason: `view ${id}` }, by)
    await keepResults(transaction, taken)
    await transaction
      .updateTable('saved_view')
      .set({ ...{ edition, contents, seal }, results: JSON.stringify(results), frozen_at: new Date() })
      .where('id', '=', id)
      .execute()
    const details = { study: view.study, edition, contents, seal }
    await recordAct(transaction, { ...by, act: 'freeze-view', subject: String(id), details })
  })
}

/**
 * What the log of acts says of a view's freezing: the seal that was written down then, and whether the entry is as it was
 * written, by its own hash. Nothing if there is no entry. The whole chain is `verifyAuditLog`'s.
 */
export async function findFreezing(
  ledger: Ledger,
  view: number,
): Promise<{ seal?: string; whole: boolean } | undefined> {
  const entry = await findEntry(ledger, { act: 'freeze-view', subject: String(view) })
  if (!entry) return undefined
  const { seal } = JSON.parse(entry.details ?? '{}') as { seal?: string }
  return { seal, whole: entry.whole }
}
