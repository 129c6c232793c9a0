import type { ColumnType, Generated, Insertable, Selectable } from 'kysely'

type Time = ColumnType<Date, Date | string | undefined, Date | string>

/** An edition that was built and checked; its file is `<home>/editions/<hash>.duckdb`. */
export type EditionTable = {
  hash: string
  code_version: string
  run_id: number | null
  created_at: Generated<Time>
}
/** Which edition was live since when; the newest row is the pointer. */
export type LiveEditionTable = { id: Generated<number>; hash: string; reason: string; since: Generated<Time> }
export type RunStatus = 'waiting' | 'running' | 'done' | 'failed'
/** One execution of a plan. */
export type RunTable = {
  id: Generated<number>
  status: RunStatus
  reason: string
  edition: string | null
  message: string | null
  process_id: number | null
  started_at: Generated<Time>
  ended_at: Time | null
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
export type SetupLinkTable = { token_hash: string; expires_at: Time; used_at: Time | null }

export type Tables = {
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
