import { type Actor, owner, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import { checkName, mayOpen } from './save-view.ts'
import { findView } from './view.ts'

/** A part of a list: a view, or a text of one's own in Markdown. */
export type ListPart = { view: number; text?: undefined } | { view?: undefined; text: string }

/** Views in an order, with own text between them. */
export type ReadingList = {
  id: number
  by: string
  name: string
  note: string
  shared: boolean
  version: number
  madeAt: Date
  parts: ListPart[]
}

/** The longest text of one part, and the most parts of a list. */
export const longestText = 20_000
export const mostParts = 200

/** Makes an empty list and records the act `keep-list`. @returns its number */
export async function createList(
  ledger: Ledger,
  { name, note }: { name: string; note: string },
  by: Actor,
): Promise<number> {
  checkName('list', name)
  return ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by, 'keep-views')
    const { id } = await transaction
      .insertInto('reading_list')
      .values({ by: by.actor, name: name.trim(), note: note.trim(), shared: false, removed_at: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordAct(transaction, { ...by, act: 'keep-list', subject: String(id), details: { parts: 0 } })
    return id
  })
}

/** One list by its number; nothing if there is none or it was removed. */
export async function findList(
  ledger: Ledger,
  id: number,
  { forUpdate = false } = {},
): Promise<ReadingList | undefined> {
  const row = await ledger
    .selectFrom('reading_list')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .$if(forUpdate, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) return undefined
  const parts = await ledger
    .selectFrom('reading_list_part')
    .select(['view', 'text'])
    .where('list', '=', id)
    .orderBy('position')
    .execute()
  const { made_at, removed_at: _, ...rest } = row
  return {
    ...rest,
    madeAt: made_at,
    parts: parts.map(({ view, text }) => (view === null ? { text: text ?? '' } : { view })),
  }
}

/** Somebody's own lists and those that are shared, newest first, with how many views each has. */
export async function listLists(
  ledger: Ledger,
  by: string,
): Promise<(Pick<ReadingList, 'id' | 'by' | 'name' | 'note' | 'shared'> & { views: number })[]> {
  const rows = await ledger
    .selectFrom('reading_list')
    .select(['id', 'by', 'name', 'note', 'shared'])
    .select((eb) =>
      eb
        .selectFrom('reading_list_part')
        .select((part) => part.fn.count<string>('view').as('views'))
        .whereRef('list', '=', 'reading_list.id')
        .as('views'),
    )
    .where('removed_at', 'is', null)
    .where((eb) => eb.or([eb('by', '=', by), eb('shared', '=', true)]))
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ views, ...rest }) => ({ ...rest, views: Number(views) }))
}

/** May they open it? It is theirs or shared; the owner of the home may open all. */
export function mayOpenList({ by, shared }: ReadingList, actor: string | undefined): boolean {
  return shared || by === actor || actor === owner.actor
}

/** What somebody decides about a list, and which version of it they saw. */
export type ListDecision = { list: number; seenVersion: number; by: Actor }
export type ListChange = Partial<Pick<ReadingList, 'name' | 'note' | 'shared' | 'parts'>>

/**
 * Changes one's own list: what is named in `change` becomes so. Records the act `keep-list`.
 *
 * @returns its version afterwards
 * @throws `unknown list: 3`, `no access: the list is somebody else's`, `list: changed since version 2, now 3`,
 *   `list: expected a name …`, `unknown view: 12`, `list: expected at most 200 parts, found 201`
 */
export async function changeList(
  ledger: Ledger,
  { list: id, seenVersion, by }: ListDecision,
  change: ListChange,
): Promise<number> {
  const { parts, ...facts } = change
  if (facts.name !== undefined) checkName('list', facts.name)
  return ledger.transaction().execute(async (transaction) => {
    const list = await ownList(transaction, id, by)
    if (list.version !== seenVersion)
      throw new Error(`list: changed since version ${seenVersion}, now ${list.version}`)
    if (parts) await putParts(transaction, list, parts)
    const version = list.version + 1
    await transaction
      .updateTable('reading_list')
      .set({ ...facts, version })
      .where('id', '=', id)
      .execute()
    const details = { parts: (parts ?? list.parts).length, shared: facts.shared ?? list.shared }
    await recordAct(transaction, { ...by, act: 'keep-list', subject: String(id), details })
    return version
  })
}

async function putParts(transaction: Ledger, { id, by }: ReadingList, parts: ListPart[]): Promise<void> {
  if (parts.length > mostParts)
    throw new Error(`list: expected at most ${mostParts} parts, found ${parts.length}`)
  for (const { view, text } of parts) {
    if (text !== undefined && text.length > longestText)
      throw new Error(`list: expected a text of at most ${longestText} characters, found ${text.length}`)
    if (view === undefined) continue
    const found = await findView(transaction, view)
    if (!found || !(await mayOpen(transaction, found, by))) throw new Error(`unknown view: ${view}`)
  }
  await transaction.deleteFrom('reading_list_part').where('list', '=', id).execute()
  if (!parts.length) return
  const rows = parts.map(({ view, text }, at) => ({
    ...{ list: id, position: at + 1, view: view ?? null, text: text ?? null },
  }))
  await transaction.insertInto('reading_list_part').values(rows).execute()
}

/** Removes one's own list and records the act `remove-list`; its views stay. */
export async function removeList(ledger: Ledger, id: number, by: Actor): Promise<void> {
  await ledger.transaction().execute(async (transaction) => {
    await ownList(transaction, id, by)
    await transaction
      .updateTable('reading_list')
      .set({ removed_at: new Date() })
      .where('id', '=', id)
      .execute()
    await recordAct(transaction, { ...by, act: 'remove-list', subject: String(id) })
  })
}

async function ownList(transaction: Ledger, id: number, by: Actor): Promise<ReadingList> {
  await assertStillMay(transaction, by, 'keep-views')
  const list = await findList(transaction, id, { forUpdate: true })
  if (!list) throw new Error(`unknown list: ${id}`)
  if (list.by !== by.actor && by.actor !== owner.actor)
    throw new Error("no access: the list is somebody else's")
  return list
}
