import { sql } from 'kysely'
import type { Ledger } from './ledger.ts'
import { tellChange } from './run-changes.ts'
import type { RunPlan } from './run-plan.ts'
import { failUploadsOf } from './uploads/fail-uploads.ts'
import type { NewRunStep, RunStepUpdate } from './run-tables.ts'

/** One process at a time runs the pipelines: whoever holds this lock. It goes with its connection, so with its process. */
const lock = 4171
const abandoned = 'the process that ran it ended before it was done'

export type RunLock = {
  /** Throws if the lock is gone, as it is if the server went away: to be asked before anything is published. */
  held(): Promise<void>
  /** Did another process have it first? */
  waited: boolean
}

/** Does some work while no other process runs the pipelines; one that comes meanwhile waits. */
export async function withRunLock<T>(ledger: Ledger, work: (lock: RunLock) => Promise<T>): Promise<T> {
  return ledger.connection().execute(async (one) => {
    const waited = !(await isTaken(one))
    if (waited) await sql`SELECT pg_advisory_lock(${lock})`.execute(one)
    return underLock(one, () => work({ waited, held: async () => void (await sql`SELECT 1`.execute(one)) }))
  })
}

/** The same, but where another process runs the pipelines just now nothing is done. */
export async function withFreeRunLock(ledger: Ledger, work: () => Promise<void>): Promise<void> {
  await ledger.connection().execute(async (one) => {
    if (await isTaken(one)) await underLock(one, work)
  })
}

async function isTaken(one: Ledger): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`SELECT pg_try_advisory_lock(${lock}) AS got`.execute(one)
  return rows[0].got
}

async function underLock<T>(one: Ledger, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    // Where the server has gone, the lock has gone with it.
    await sql`SELECT pg_advisory_unlock(${lock})`.execute(one).catch(() => undefined)
  }
}

/** Does some process run the pipelines just now, here or on another machine? */
export async function isRunUnderWay(ledger: Ledger): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`SELECT EXISTS (SELECT FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 0 AND objid = ${lock} AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS held`.execute(
    ledger,
  )
  return rows[0].held
}

/**
 * Begins a run that waits, with its plan and all of its steps. Only inside `withRunLock`: what is still open as running
 * was left by a process that did not live to close it, and is closed as failed.
 *
 * @returns false if it no longer waits: somebody cancelled it or ran it
 */
export async function startRun(
  ledger: Ledger,
  id: number,
  { plan, steps, processId }: { plan: RunPlan; steps: Omit<NewRunStep, 'run_id'>[]; processId: number },
): Promise<boolean> {
  await closeAbandonedRuns(ledger)
  return ledger.transaction().execute(async (transaction) => {
    const started = await transaction
      .updateTable('run')
      .set({
        ...{ status: 'running', process_id: processId, started_at: new Date() },
        plan: JSON.stringify(plan),
      })
      .where('id', '=', id)
      .where('status', '=', 'waiting')
      .executeTakeFirst()
    if (!started.numUpdatedRows) return false
    for (let i = 0; i < steps.length; i += 500)
      await transaction
        .insertInto('run_step')
        .values(steps.slice(i, i + 500).map((step) => ({ ...step, run_id: id })))
        .execute()
    await tellChange(transaction, { run: id })
    return true
  })
}

/** Writes how far a step is. */
export async function recordStep(
  ledger: Ledger,
  run: number,
  step: string,
  changes: RunStepUpdate,
): Promise<void> {
  await ledger.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('run_step')
      .set(changes)
      .where('run_id', '=', run)
      .where('step', '=', step)
      .execute()
    await tellChange(transaction, { run })
  })
}

export type RunEnd = { status: 'done' | 'failed' | 'cancelled'; edition?: string; message?: string }

/** Closes a run. Steps that were not done by then are cancelled; an upload it was for says that it failed. */
export async function endRun(ledger: Ledger, id: number, end: RunEnd): Promise<void> {
  await ledger.transaction().execute((transaction) => putRunEnd(transaction, id, end))
}

/** The same inside a transaction that does more. */
export async function putRunEnd(transaction: Ledger, id: number, end: RunEnd): Promise<void> {
  const ended_at = new Date()
  await transaction
    .updateTable('run')
    .set({
      ...{ status: end.status, edition: end.edition ?? null, message: end.message ?? null },
      ended_at,
    })
    .where('id', '=', id)
    .execute()
  await transaction
    .updateTable('run_step')
    .set({ status: 'cancelled', ended_at })
    .where('run_id', '=', id)
    .where('status', 'in', ['waiting', 'running'])
    .execute()
  if (end.status !== 'done') await failUploadsOf(transaction, id, end.message ?? end.status)
  await tellChange(transaction, { run: id })
}

/** Closes as failed what killed processes left open; only inside `withRunLock`, or where nobody holds it. */
export async function closeAbandonedRuns(ledger: Ledger): Promise<void> {
  const open = await ledger
    .selectFrom('run')
    .select(['id', 'cancelled_by'])
    .where('status', '=', 'running')
    .execute()
  for (const { id, cancelled_by } of open)
    await endRun(
      ledger,
      id,
      cancelled_by === null ? { status: 'failed', message: abandoned } : { status: 'cancelled' },
    )
}
