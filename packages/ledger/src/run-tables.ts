import type { ColumnType, Generated, Insertable, Selectable, Updateable } from 'kysely'
import type { LedgerProblem, PlanReason, RunPlan, Scope, StepWarning } from './run-plan.ts'

/** A moment the server sets by itself. */
type Moment = ColumnType<Date, Date | undefined, Date>
/** A JSON column: written as text, read as what it holds. */
type Json<Content> = ColumnType<Content, string | undefined, string>

export type RunStatus = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
/** One execution of a plan. */
export type RunTable = {
  id: Generated<number>
  status: RunStatus
  /** In a few plain words: `pejling run`, `schedule`, `watched folder`. */
  reason: string
  scope: Json<Scope>
  /** What was to be done and why, as it stood when the run began. */
  plan: Json<RunPlan | null>
  edition: string | null
  message: string | null
  /** The id of an account, or `owner`. */
  requested_by: Generated<string>
  requested_role: Generated<string>
  requested_at: Moment
  /** Who told it to stop; a run under way sees it and ends as `cancelled`. */
  cancelled_by: string | null
  /** Somebody asked for the same while it ran: what has changed since is run after it. */
  asked_again: Generated<boolean>
  process_id: number | null
  started_at: Date | null
  ended_at: Date | null
}

export type StepStatus = 'waiting' | 'running' | 'done' | 'kept' | 'failed' | 'cancelled'
/** One step of a run; `kept` means that its output was there already. */
export type RunStepTable = {
  run_id: number
  step: string
  key: string
  status: StepStatus
  study: string | null
  unit: string | null
  round: string | null
  /** Its place in the plan, 0 first. */
  position: Generated<number>
  /** Rows made, bytes read, and how much is done, 0 to 1, while it runs and after. */
  rows: number | null
  bytes: number | null
  share: number | null
  milliseconds: number | null
  /** When it was last worked, for the time that is left. */
  last_milliseconds: number | null
  /** The most memory its process held, in bytes. */
  peak_memory: number | null
  code_version: string | null
  /** What went in: file paths and steps, with their hashes. */
  inputs: Json<Record<string, string>>
  reasons: Json<PlanReason[]>
  /** The first twenty, and how many there are of each rule. */
  problems: Json<LedgerProblem[]>
  problem_counts: Json<Record<string, number>>
  warnings: Json<StepWarning[]>
  /** What it said, a line each, without personal data. */
  log: Json<string[]>
  message: string | null
  started_at: Date | null
  ended_at: Date | null
}

export type PlanStatus = 'waiting' | 'done' | 'failed'
/** A plan somebody asked to see, made by the worker. */
export type PlanTable = {
  id: Generated<number>
  scope: Json<Scope>
  status: Generated<PlanStatus>
  content: Json<RunPlan | null>
  message: string | null
  requested_by: string
  requested_role: string
  requested_at: Moment
  made_at: Date | null
}

export type RunTables = { run: RunTable; run_step: RunStepTable; plan: PlanTable }

export type RunRow = Selectable<RunTable>
export type RunStepRow = Selectable<RunStepTable>
export type PlanRow = Selectable<PlanTable>
export type NewRunStep = Insertable<RunStepTable>
export type RunStepUpdate = Updateable<RunStepTable>
