import { sql } from 'kysely'
import { assertMay } from './access.ts'
import { type Actor, recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { tellChange } from './run-changes.ts'
import type { Scope } from './run-plan.ts'
import { isRunUnderWay } from './runs.ts'
import { failUploadsOf } from './uploads/fail-uploads.ts'

/**
 * Asks for a run and records the act `run`. What is asked for already, or is running, is joined: two requests for the
 * same thing are one run. Files that change while it runs are not lost: the same is planned once more after it.
 *
 * @param reason in a few plain words, never a person: `pejling run`, `schedule`, `watched folder`
 * @returns the run's number, and whether it was asked for already
 * @throws `no access: run-pipelines needs the role analyst, found reader`
 */
export async function requestRun(
  ledger: Ledger,
  scope: Scope,
  by: Actor,
  reason = 'asked for',
): Promise<{ run: number; joined: boolean }> {
  assertMay(by, 'run-pipelines')
  return ledger.transaction().execute((transaction) => putRun(transaction, scope, by, reason))
}

/** The same inside a transaction that does more, for one who may already. */
export async function putRun(
  transaction: Ledger,
  scope: Scope,
  by: Actor,
  reason: string,
): Promise<{ run: number; joined: boolean }> {
  await sql`SELECT pg_advisory_xact_lock(4173)`.execute(transaction)
  const same = await transaction
    .selectFrom('run')
    .select(['id', 'status'])
    .where('status', 'in', ['waiting', 'running'])
    .where('cancelled_by', 'is', null)
    .where('scope', '=', sql<Scope>`${text(scope)}::jsonb`)
    .orderBy('id')
    .execute()
  const underWay = await isRunUnderWay(transaction)
  const joined = same.find(({ status }) => status === 'waiting' || underWay)
  if (joined?.status === 'running')
    await transaction.updateTable('run').set({ asked_again: true }).where('id', '=', joined.id).execute()
  const { id } =
    joined ??
    (await transaction
      .insertInto('run')
      .values({
        ...{ status: 'waiting', reason, scope: text(scope) },
        ...{ requested_by: by.actor, requested_role: by.role },
      })
      .returning('id')
      .executeTakeFirstOrThrow())
  await tellChange(transaction, { run: id })
  const { upload, ...place } = scope
  const over = upload && { upload: upload.id, as: upload.to }
  const details = { reason, joined: joined !== undefined, ...place, ...over }
  await recordAct(transaction, { ...by, act: 'run', subject: String(id), details })
  return { run: id, joined: joined !== undefined }
}

/**
 * Cancels a run and records the act `cancel-run`: one that waits at once, one under way within a moment. Nothing that it
 * had half made is left.
 *
 * @returns false if it had ended already
 * @throws `unknown run: 12`, `no access: …`
 */
export async function cancelRun(ledger: Ledger, run: number, by: Actor): Promise<boolean> {
  assertMay(by, 'run-pipelines')
  return ledger.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom('run')
      .select(['status', 'cancelled_by'])
      .where('id', '=', run)
      .forUpdate()
      .executeTakeFirst()
    if (!found) throw new Error(`unknown run: ${run}`)
    if (found.cancelled_by !== null || !['waiting', 'running'].includes(found.status)) return false
    const stopsItself = found.status === 'running' && (await isRunUnderWay(transaction))
    await transaction
      .updateTable('run')
      .set({ cancelled_by: by.actor, ...(stopsItself ? {} : { status: 'cancelled', ended_at: new Date() }) })
      .where('id', '=', run)
      .execute()
    if (!stopsItself) await failUploadsOf(transaction, run, 'cancelled')
    await tellChange(transaction, { run })
    await recordAct(transaction, { ...by, act: 'cancel-run', subject: String(run) })
    return true
  })
}

/** The run that has waited longest. */
export async function findWaitingRun(ledger: Ledger): Promise<number | undefined> {
  const found = await ledger
    .selectFrom('run')
    .select('id')
    .where('status', '=', 'waiting')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return found?.id
}

function text({ study, round, from, upload }: Scope): string {
  return JSON.stringify({ study, round, from, upload })
}
