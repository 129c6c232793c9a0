import type { ColumnType, Generated, Insertable, Selectable } from 'kysely'
import type { PeopleTables } from './people-tables.ts'

/** A moment the server sets by itself. */
type Moment = ColumnType<Date, Date | undefined, Date>

/** An edition that was built and checked; its file is `<home>/editions/<hash>.duckdb`. */
export type EditionTable = {
  hash: string
  code_version: string
  run_id: number | null
  created_at: Moment
}
/** Which edition was live since when; the newest row is the pointer. */
export type LiveEditionTable = { id: Generated<number>; hash: string; reason: string; since: Moment }
export type RunStatus = 'waiting' | 'running' | 'done' | 'failed'
/** One execution of a plan. */
export type RunTable = {
  id: Generated<number>
  status: RunStatus
  reason: string
  edition: string | null
  message: string | null
  process_id: number | null
  started_at: Moment
  ended_at: Date | null
}
export type StepStatus = 'running' | 'done' | 'kept' | 'failed'
/** One step of a run; `kept` means that its output was there already. */
export type RunStepTable = {
  run_id: number
  step: string
  key: string
  status: StepStatus
  rows: number | null
  milliseconds: number | null
  message: string | null
}
/** A one-time link with which the first admin makes an account; only the token's hash is kept. */
export type SetupLinkTable = { token_hash: string; expires_at: Date; used_at: Date | null }

export type Tables = PeopleTables & {
  edition: EditionTable
  live_edition: LiveEditionTable
  run: RunTable
  run_step: RunStepTable
  setup_link: SetupLinkTable
}

export type EditionRow = Selectable<EditionTable>
export type RunRow = Selectable<RunTable>
export type RunStepRow = Selectable<RunStepTable>
export type NewRunStep = Insertable<RunStepTable>
