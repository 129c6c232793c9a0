import type { ColumnType, Generated, Selectable } from 'kysely'

type Moment = ColumnType<Date, Date | undefined, Date>

/** The canonical text of a result, by its own SHA-256. */
export type ViewResultTable = { sha256: string; result: string }
/** A relation with a name. Frozen ones have a seal, and do not change any more. */
export type SavedViewTable = {
  id: Generated<number>
  by: string
  study: string
  /** The address of the relation without an edition: `?study=…&x=…&y=…`. */
  question: string
  figure: string | null
  name: string
  note: string
  /** The edition it was saved or frozen in. */
  edition: string
  /** Hash of the result by how the study is seen. */
  results: ColumnType<Record<string, string>, string, string>
  contents: string | null
  seal: string | null
  frozen_at: Date | null
  /** When it was saved as one to look at, by somebody who had not. */
  planned_at: Date | null
  saved_at: Moment
  removed_at: Date | null
}
export type ReadingListTable = {
  id: Generated<number>
  by: string
  name: string
  note: string
  shared: boolean
  version: Generated<number>
  made_at: Moment
  removed_at: Date | null
}
/** A view or a text of one's own, in its place. */
export type ReadingListPartTable = {
  list: number
  position: number
  view: number | null
  text: string | null
}
/** That a relation was looked at, by somebody who is known here by a hash only. */
export type RelationLookTable = { study: string; looker: string; relation: string; at: Moment }

export type NotebookTables = {
  view_result: ViewResultTable
  saved_view: SavedViewTable
  reading_list: ReadingListTable
  reading_list_part: ReadingListPartTable
  relation_look: RelationLookTable
}
export type SavedViewRow = Selectable<SavedViewTable>
