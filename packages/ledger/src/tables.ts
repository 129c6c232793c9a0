import type { ColumnType, Generated, Selectable } from 'kysely'
import type { AgreementTables } from './interviews/agreement-tables.ts'
import type { NotebookTables } from './notebook/notebook-tables.ts'
import type { ApiTables } from './api/api-tables.ts'
import type { CondensationTable } from './interviews/condensation-tables.ts'
import type { InterviewTables } from './interviews/interview-tables.ts'
import type { PeopleTables } from './people-tables.ts'
import type { RunTables } from './run-tables.ts'
import type { UploadTables } from './uploads/upload-tables.ts'

/** A moment the server sets by itself. */
type Moment = ColumnType<Date, Date | undefined, Date>

/** An edition that was built and checked; its file is `<home>/editions/<hash>.duckdb`. */
export type EditionTable = {
  hash: string
  code_version: string
  run_id: number | null
  created_at: Moment
  note: string | null
  /** When its file was taken away; an edition that is built anew has none. */
  removed_at: Date | null
}
/** Which edition was live since when; the newest row is the pointer. */
export type LiveEditionTable = {
  id: Generated<number>
  hash: string
  reason: string
  since: Moment
  actor: Generated<string>
}
export type PinKind = 'person' | 'frozen-link' | 'report'
/** Something that points at an edition, which is therefore kept. */
export type EditionPinTable = {
  id: Generated<number>
  hash: string
  kind: PinKind
  subject: string
  reason: string
  by: string
  at: Moment
}
/** How many of the newest editions are kept; one row at most. */
export type EditionKeepTable = { single: Generated<boolean>; last: number; by: string; at: Moment }
/** A decision about the smallest count of a unit that is shown; without a threshold the study's own holds again. */
export type ThresholdDecisionTable = {
  id: Generated<number>
  study: string
  unit: string
  threshold: number | null
  reason: string
  by: string
  at: Moment
}
/** A one-time link with which the first admin makes an account; only the token's hash is kept. */
export type SetupLinkTable = { token_hash: string; expires_at: Date; used_at: Date | null }

export type Tables = PeopleTables &
  AgreementTables &
  NotebookTables &
  ApiTables &
  RunTables &
  UploadTables &
  InterviewTables & {
    condensation: CondensationTable
    edition: EditionTable
    live_edition: LiveEditionTable
    edition_pin: EditionPinTable
    edition_keep: EditionKeepTable
    setup_link: SetupLinkTable
    threshold_decision: ThresholdDecisionTable
  }

export type EditionRow = Selectable<EditionTable>
export type EditionPinRow = Selectable<EditionPinTable>
