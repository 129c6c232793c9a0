import type { Ledger } from '../ledger.ts'
import type { SavedViewRow } from './notebook-tables.ts'

/** A saved view. With a `seal` it is frozen: it says the same for ever. */
export type SavedView = {
  id: number
  by: string
  study: string
  question: string
  figure?: string
  name: string
  note: string
  edition: string
  results: Record<string, string>
  savedAt: Date
  plannedAt?: Date
  frozen?: { at: Date; seal: string; contents: string }
}

/** One view by its number; nothing if there is none or it was removed. */
export async function findView(
  ledger: Ledger,
  id: number,
  { forUpdate = false } = {},
): Promise<SavedView | undefined> {
  const row = await ledger
    .selectFrom('saved_view')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .$if(forUpdate, (query) => query.forUpdate())
    .executeTakeFirst()
  return row && viewOf(row)
}

/** Somebody's views, newest first; of one study if one is named. */
export async function listViews(
  ledger: Ledger,
  { by, study }: { by: string; study?: string },
): Promise<SavedView[]> {
  const rows = await ledger
    .selectFrom('saved_view')
    .selectAll()
    .where('by', '=', by)
    .where('removed_at', 'is', null)
    .$if(study !== undefined, (query) => query.where('study', '=', study!))
    .orderBy('id', 'desc')
    .execute()
  return rows.map(viewOf)
}

/** The texts of a view's results, by their hashes, as they stand. */
export async function findResults(
  ledger: Ledger,
  { results }: Pick<SavedView, 'results'>,
): Promise<Record<string, string>> {
  const rows = await ledger
    .selectFrom('view_result')
    .selectAll()
    .where('sha256', 'in', [...new Set(Object.values(results))])
    .execute()
  return Object.fromEntries(rows.map(({ sha256, result }) => [sha256, result]))
}

/** Is it in a reading list that is shared, so that others may open it? */
export async function isShared(ledger: Ledger, view: number): Promise<boolean> {
  const found = await ledger
    .selectFrom('reading_list_part')
    .innerJoin('reading_list', 'reading_list.id', 'reading_list_part.list')
    .select('list')
    .where('view', '=', view)
    .where('shared', '=', true)
    .where('reading_list.removed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

function viewOf(row: SavedViewRow): SavedView {
  const { figure, saved_at, planned_at, frozen_at, seal, contents, removed_at: _, ...rest } = row
  return {
    ...rest,
    ...(figure !== null && { figure }),
    savedAt: saved_at,
    ...(planned_at && { plannedAt: planned_at }),
    ...(frozen_at && seal && contents && { frozen: { at: frozen_at, seal, contents } }),
  }
}
