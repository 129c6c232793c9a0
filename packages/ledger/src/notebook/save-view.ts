import { type Actor, owner, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import { findLook } from './looks.ts'
import { findView, isShared, type SavedView } from './view.ts'

/** A text of a result by its SHA-256. */
export type KeptResult = { sha256: string; text: string }

/** What is saved: a question with its results in an edition. `relation` is what a look at it is counted under. */
export type NewView = Pick<SavedView, 'study' | 'question' | 'figure' | 'name' | 'note' | 'edition'> & {
  results: Readonly<Record<string, string>>
  taken: readonly KeptResult[]
  /** Marks it as planned, which needs that whoever saves it has not looked at it yet. */
  planned?: { relation: string; looker: string }
}

/**
 * Saves a view, and records the act `save-view`.
 *
 * @returns its number
 * @throws `no access: …`, `view: expected a name of 1 to 200 characters, found …`,
 *   `planned: expected a relation not looked at yet, found a look at 2026-11-21T17:00:00.000Z`
 */
export async function saveView(ledger: Ledger, view: NewView, by: Actor): Promise<number> {
  const { planned, taken, results, ...rest } = view
  checkName('view', view.name)
  return ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by, 'keep-views')
    if (planned) await refuseIfSeen(transaction, { ...planned, study: view.study })
    await keepResults(transaction, taken)
    const { id } = await transaction
      .insertInto('saved_view')
      .values({
        ...{ ...rest, figure: rest.figure ?? null, name: rest.name.trim(), by: by.actor },
        ...{ results: JSON.stringify(results), planned_at: planned ? new Date() : null },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const details = { study: view.study, planned: planned !== undefined }
    await recordAct(transaction, { ...by, act: 'save-view', subject: String(id), details })
    return id
  })
}

async function refuseIfSeen(
  ledger: Ledger,
  { study, relation, looker }: { study: string; relation: string; looker: string },
): Promise<void> {
  const look = await findLook(ledger, { study, relation, looker })
  if (look)
    throw new Error(`planned: expected a relation not looked at yet, found a look at ${look.toISOString()}`)
}

/** Keeps texts of results; the same text is kept once. */
export async function keepResults(transaction: Ledger, taken: readonly KeptResult[]): Promise<void> {
  await transaction
    .insertInto('view_result')
    .values(taken.map(({ sha256, text }) => ({ sha256, result: text })))
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

/**
 * Removes one's own view from every list and from sight, and records the act `remove-view`. A frozen one stays: it was
 * given out.
 *
 * @throws `unknown view: …`, `no access: …`, `view: expected one that is not frozen, found 12 frozen`
 */
export async function removeView(ledger: Ledger, id: number, by: Actor): Promise<void> {
  await ledger.transaction().execute(async (transaction) => {
    const view = await ownView(transaction, id, by)
    if (view.frozen) throw new Error(`view: expected one that is not frozen, found ${id} frozen`)
    await transaction.deleteFrom('reading_list_part').where('view', '=', id).execute()
    await transaction.updateTable('saved_view').set({ removed_at: new Date() }).where('id', '=', id).execute()
    await recordAct(transaction, { ...by, act: 'remove-view', subject: String(id) })
  })
}

/**
 * A view that is somebody's own, locked for a change.
 *
 * @throws `unknown view: …`, `no access: the view is somebody else's`
 */
export async function ownView(transaction: Ledger, id: number, by: Actor): Promise<SavedView> {
  await assertStillMay(transaction, by, 'keep-views')
  const view = await findView(transaction, id, { forUpdate: true })
  if (!view) throw new Error(`unknown view: ${id}`)
  if (view.by !== by.actor && by.actor !== owner.actor)
    throw new Error("no access: the view is somebody else's")
  return view
}

/** May they open it? It is theirs, or frozen, or in a list that is shared; the owner of the home may open all. */
export async function mayOpen(ledger: Ledger, view: SavedView, actor: string | undefined): Promise<boolean> {
  if (view.frozen || view.by === actor || actor === owner.actor) return true
  return isShared(ledger, view.id)
}

/** @throws `view: expected a name of 1 to 200 characters, found none` */
export function checkName(of: 'view' | 'list', name: string): void {
  const length = name.trim().length
  if (length < 1 || length > 200)
    throw new Error(`${of}: expected a name of 1 to 200 characters, found ${length || 'none'}`)
}
