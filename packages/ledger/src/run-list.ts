import { sql } from 'kysely'
import type { Ledger } from './ledger.ts'
import type { RunPlan, Scope } from './run-plan.ts'
import type { RunRow, RunStatus, RunStepRow, StepStatus } from './run-tables.ts'
import { isRunUnderWay } from './runs.ts'

/** A run as a list shows it: without its plan, with how many steps stand how and how many problems they told. */
export type RunSummary = Omit<RunRow, 'plan'> & {
  steps: Partial<Record<StepStatus, number>>
  problems: number
}
export type RunFilter = {
  /** The number of the run a page ends before. */
  before?: number
  limit?: number
  status?: RunStatus
  /** Who asked for it: the id of an account, or `owner`. */
  by?: string
}
/** A run with its plan and its steps, in the plan's order. */
export type RunDetail = RunRow & { steps: RunStepRow[] }

const columns = [
  ...(['id', 'status', 'reason', 'scope', 'edition', 'message', 'requested_by', 'requested_role'] as const),
  ...(['requested_at', 'cancelled_by', 'asked_again', 'process_id', 'started_at', 'ended_at'] as const),
]

/** Runs, newest first. */
export async function listRuns(
  ledger: Ledger,
  { before, limit = 50, status, by }: RunFilter = {},
): Promise<RunSummary[]> {
  let query = ledger.selectFrom('run').select(columns).orderBy('id', 'desc').limit(limit)
  if (before !== undefined) query = query.where('id', '<', before)
  if (status !== undefined) query = query.where('status', '=', status)
  if (by !== undefined) query = query.where('requested_by', '=', by)
  const runs = await query.execute()
  if (!runs.length) return []
  const ids = runs.map(({ id }) => id)
  const counts = await ledger
    .selectFrom('run_step')
    .select(({ fn }) => ['run_id', 'status', fn.countAll<string>().as('n')])
    .where('run_id', 'in', ids)
    .groupBy(['run_id', 'status'])
    .execute()
  const { rows: told } = await sql<{ run_id: number; n: string }>`
    SELECT run_id, sum(value::bigint) AS n FROM run_step, jsonb_each_text(problem_counts)
    WHERE run_id IN (${sql.join(ids)}) GROUP BY run_id`.execute(ledger)
  const underWay = await isRunUnderWay(ledger)
  return runs.map((run) => ({
    ...asItIs(run, underWay),
    steps: Object.fromEntries(
      counts.filter(({ run_id }) => run_id === run.id).map(({ status, n }) => [status, Number(n)]),
    ),
    problems: Number(told.find(({ run_id }) => run_id === run.id)?.n ?? 0),
  }))
}

/** One run with all that is known of it. */
export async function findRun(ledger: Ledger, id: number): Promise<RunDetail | undefined> {
  const run = await ledger.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst()
  if (!run) return undefined
  const steps = await ledger
    .selectFrom('run_step')
    .selectAll()
    .where('run_id', '=', id)
    .orderBy('position')
    .orderBy('step')
    .execute()
  const told = asItIs(run, await isRunUnderWay(ledger))
  // It may have ended between the two questions: only one that is still running was left by a process that was killed.
  if (told.status !== run.status && (await hasEnded(ledger, id))) return findRun(ledger, id)
  return { ...told, steps: steps.map(withNumbers) }
}

async function hasEnded(ledger: Ledger, id: number): Promise<boolean> {
  const now = await ledger.selectFrom('run').select('status').where('id', '=', id).executeTakeFirst()
  return now?.status !== 'running'
}

/** The newest run with its steps, or nothing before the first. */
export async function findLatestRun(ledger: Ledger): Promise<RunDetail | undefined> {
  const newest = await ledger
    .selectFrom('run')
    .select('id')
    .where('status', '!=', 'waiting')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest && findRun(ledger, newest.id)
}

/** How a step went when it was last worked. */
export type LastStep = { rows: number; milliseconds: number; problemCounts: Record<string, number> }

/** The last time each step was worked, by its name; steps that never were are left out. */
export async function findLastSteps(ledger: Ledger, names: string[]): Promise<Map<string, LastStep>> {
  if (!names.length) return new Map()
  const found = await ledger
    .selectFrom('run_step')
    .distinctOn('step')
    .select(['step', 'rows', 'milliseconds', 'problem_counts'])
    .where('step', 'in', names)
    .where('status', '=', 'done')
    .orderBy('step')
    .orderBy('run_id', 'desc')
    .execute()
  return new Map(
    found.map(({ step, rows, milliseconds, problem_counts }) => [
      step,
      { rows: Number(rows ?? 0), milliseconds: milliseconds ?? 0, problemCounts: problem_counts },
    ]),
  )
}

/** How an edition was made: the plan of its run, with every step's key, and the code that put it together. */
export async function findPlanOfEdition(
  ledger: Ledger,
  hash: string,
): Promise<{ plan?: RunPlan; codeVersion: string } | undefined> {
  const found = await ledger
    .selectFrom('edition')
    .leftJoin('run', 'run.id', 'edition.run_id')
    .select(['run.plan', 'edition.code_version'])
    .where('edition.hash', '=', hash)
    .executeTakeFirst()
  return found && { plan: found.plan ?? undefined, codeVersion: found.code_version }
}

/** The last run of a scope with its steps, if it failed or was cancelled. */
export async function findUnfinishedRun(ledger: Ledger, scope: Scope): Promise<RunDetail | undefined> {
  const last = await ledger
    .selectFrom('run')
    .select('id')
    .where('scope', '=', sql<Scope>`${JSON.stringify(scope)}::jsonb`)
    .where('status', '!=', 'waiting')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const run = last && (await findRun(ledger, last.id))
  return run && ['failed', 'cancelled'].includes(run.status) ? run : undefined
}

/** A run whose process was killed stands as running until the next one begins: it is told as what it is. */
function asItIs<Run extends Omit<RunRow, 'plan'>>(run: Run, underWay: boolean): Run {
  if (run.status !== 'running' || underWay) return run
  return { ...run, status: 'failed', message: 'the process that ran it ended before it was done' }
}

/** The server sends its largest whole numbers as text. */
function withNumbers({ rows, bytes, peak_memory, ...step }: RunStepRow): RunStepRow {
  const number = (value: number | null) => (value === null ? null : Number(value))
  return { ...step, rows: number(rows), bytes: number(bytes), peak_memory: number(peak_memory) }
}
