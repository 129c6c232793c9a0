import type { ColumnType, Generated, Insertable, Selectable, Updateable } from 'kysely'
import type { LedgerProblem } from '../run-plan.ts'
import type { Deviation, RoundFacts, UploadProgress, UploadReading } from './upload.ts'

/** A moment the server sets by itself. */
type Moment = ColumnType<Date, Date | undefined, Date>
/** A JSON column: written as text, read as what it holds. */
type Json<Content> = ColumnType<Content, string | undefined, string>
type Maybe<Content> = ColumnType<Content | null, string | null | undefined, string | null>

/** What was sent, by whom, for what; and where it is on its way. */
export type UploadTable = {
  id: Generated<number>
  kind: UploadKind
  study: string
  /** Missing for a unit without rounds. */
  round: string | null
  unit: string
  state: UploadState
  /** Raised by every change but progress: what was on the screen when somebody decides. */
  version: Generated<number>
  /** Where it comes from, such as a system or an office; the match of columns is remembered by it. Never a person. */
  sender: Generated<string>
  note: string | null
  uploaded_by: string
  uploaded_role: string
  uploaded_at: Moment
  work: UploadWork | null
  work_status: UploadWorkStatus | null
  work_message: string | null
  work_attempts: Generated<number>
  progress: Maybe<UploadProgress>
  /** The run that previews, publishes or withdraws it. */
  run_id: number | null
  receipt: Maybe<unknown>
  reading: Json<UploadReading>
  /** The first problems, how many there are of each rule, and how many stop it. */
  problems: Json<LedgerProblem[]>
  problem_counts: Json<Record<string, number>>
  stopping: Generated<number>
  rows: number | null
  preview: Maybe<unknown>
  /** Of bytes, reading, codebook and accepted deviations, as they were checked, previewed and approved. */
  checked_hash: string | null
  trial_edition: string | null
  effect: Maybe<unknown>
  approved_by: string | null
  approved_role: string | null
  approved_at: Date | null
  approved_hash: string | null
  live_at: Date | null
  withdrawn_at: Date | null
  withdrawn_why: string | null
}

/** One of the files of an upload; its bytes lie in `<home>/uploads/<sha256>` and never change. */
export type UploadFileTable = {
  upload_id: number
  position: number
  name: string
  sha256: string
  bytes: number
}

/** What a round is, where the study's folder does not say it. */
export type RoundFactsTable = {
  study: string
  round: string
  facts: Json<RoundFacts>
  version: Generated<number>
  by: string
  at: Moment
}

/** What an identifier of a file is called in the project. It is nowhere else than here. */
export type PseudonymTable = { study: string; variable: string; identifier: string; pseudonym: string }

export type UploadTables = {
  upload: UploadTable
  upload_file: UploadFileTable
  round_facts: RoundFactsTable
  pseudonym: PseudonymTable
}

/** What an upload brings: the same states hold for all of them. */
export const uploadKinds = ['survey', 'interviews'] as const
export type UploadKind = (typeof uploadKinds)[number]

/** Where an upload is on its way, in order. */
export const uploadStates = [
  'uploaded',
  'read',
  'checked',
  'previewed',
  'approved',
  'live',
  'withdrawn',
] as const
export type UploadState = (typeof uploadStates)[number]

/** What a person may do with an upload. */
export type UploadMove =
  'read' | 'match' | 'accept' | 'check' | 'preview' | 'approve' | 'publish' | 'withdraw'

const moves: Record<UploadState, readonly UploadMove[]> = {
  uploaded: ['read', 'withdraw'],
  read: ['read', 'match', 'accept', 'check', 'withdraw'],
  checked: ['read', 'match', 'accept', 'check', 'preview', 'withdraw'],
  previewed: ['read', 'match', 'accept', 'check', 'preview', 'approve', 'withdraw'],
  approved: ['read', 'match', 'accept', 'check', 'preview', 'publish', 'withdraw'],
  live: ['withdraw'],
  withdrawn: ['check'],
}

/** What may be done with an upload in a state, if nothing is under way: the one table of the moves. */
export function movesFrom(state: UploadState): readonly UploadMove[] {
  return moves[state]
}

/** What the worker has to do with it. The last three are runs. */
export type UploadWork = 'read' | 'check' | 'preview' | 'publish' | 'withdraw'
export type UploadWorkStatus = 'waiting' | 'running' | 'failed'

export type UploadRow = Selectable<UploadTable>
export type NewUploadRow = Insertable<UploadTable>
export type UploadUpdate = Updateable<UploadTable>
export type UploadFile = Pick<Selectable<UploadFileTable>, 'name' | 'sha256' | 'bytes'>
export type { Deviation }
