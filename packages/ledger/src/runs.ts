import { sql } from 'kysely'
import { type Actor, recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import type { NewRunStep, RunRow, RunStepRow } from './tables.ts'

/** Does some work while no other process runs the pipelines; one that comes meanwhile waits. */
export async function withRunLock<T>(ledger: Ledger, work: () => Promise<T>): Promise<T> {
  return ledger.connection().execute(async (one) => {
    await sql`SELECT pg_advisory_lock(4171)`.execute(one)
    try {
      return await work()
    } finally {
      await sql`SELECT pg_advisory_unlock(4171)`.execute(one)
    }
  })
}

/**
 * Opens a run and records the act `run`; what an earlier process left open and did not live to close is closed as
 * failed.
 */
export async function startRun(
  ledger: Ledger,
  reason: string,
  processId: number,
  by: Actor,
): Promise<number> {
  await closeAbandonedRuns(ledger)
  return ledger.transaction().execute(async (transaction) => {
    const { id } = await transaction
      .insertInto('run')
      .values({ status: 'running', reason, process_id: processId })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordAct(transaction, { ...by, act: 'run', subject: String(id), details: { reason } })
    return id
  })
}

export async function recordStep(ledger: Ledger, step: NewRunStep): Promise<void> {
  const { run_id: _run, step: _step, ...changes } = step
  await ledger
    .insertInto('run_step')
    .values(step)
    .onConflict((conflict) => conflict.columns(['run_id', 'step']).doUpdateSet(changes))
    .execute()
}

export async function endRun(
  ledger: Ledger,
  id: number,
  end: { status: 'done' | 'failed'; edition?: string; message?: string },
): Promise<void> {
  await ledger
    .updateTable('run')
    .set({
      status: end.status,
      edition: end.edition ?? null,
      message: end.message ?? null,
      ended_at: new Date(),
    })
    .where('id', '=', id)
    .execute()
}

/** The newest run with its steps, or nothing before the first. */
export async function findLatestRun(ledger: Ledger): Promise<(RunRow & { steps: RunStepRow[] }) | undefined> {
  const run = await ledger.selectFrom('run').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (!run) return undefined
  const steps = await ledger
    .selectFrom('run_step')
    .selectAll()
    .where('run_id', '=', run.id)
    .orderBy('step')
    .execute()
  return {
    ...run,
    steps: steps.map((step) => ({ ...step, rows: step.rows === null ? null : Number(step.rows) })),
  }
}

async function closeAbandonedRuns(ledger: Ledger): Promise<void> {
  const open = await ledger
    .selectFrom('run')
    .select(['id', 'process_id'])
    .where('status', '=', 'running')
    .execute()
  for (const { id, process_id } of open)
    if (process_id === null || process_id === process.pid || !isAlive(process_id))
      await endRun(ledger, id, {
        status: 'failed',
        message: 'the process that ran it ended before it was done',
      })
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    return false
  }
}
