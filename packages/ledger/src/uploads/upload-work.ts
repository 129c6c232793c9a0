import { sql } from 'kysely'
import { type Actor, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import type { LedgerProblem } from '../run-plan.ts'
import type { Upload, UploadProgress } from './upload.ts'
import { tellUpload } from './upload-changes.ts'
import { findUpload } from './upload-list.ts'
import type { UploadUpdate } from './upload-tables.ts'

/** The first of the two numbers of the lock on an upload's work; the second is the upload's. */
const lockClass = 4175
/** Work whose process was killed is taken again; what kills every process that takes it is not. */
const attempts = 3
/** How many problems are kept; all are counted. */
const named = 200

/** The worker, where it does what nobody asked for at that moment. */
export const worker: Actor = { actor: 'worker', role: 'worker' }

/** The upload that has waited longest to be read or checked, or whose work was left by a process that was killed. */
export async function findWaitingUpload(ledger: Ledger): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM upload WHERE work IN ('read', 'check') AND work_status IN ('waiting', 'running')
      AND NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = ${sql.lit(lockClass)}
        AND objid = id AND objsubid = 2 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
    ORDER BY id LIMIT 1`.execute(ledger)
  return rows[0]?.id
}

/**
 * Does the work an upload waits for while no other process does. Nothing if there is none, or another has it.
 *
 * @param work is given the upload as it stands; what it writes of it later counts only if nobody changed it meanwhile
 */
export async function withUploadWork(
  ledger: Ledger,
  id: number,
  work: (upload: Upload) => Promise<void>,
): Promise<void> {
  await ledger.connection().execute(async (one) => {
    const { rows } = await sql<{ got: boolean }>`
      SELECT pg_try_advisory_lock(${sql.lit(lockClass)}, ${id}) AS got`.execute(one)
    if (!rows[0].got) return
    try {
      const taken = await take(ledger, id)
      if (taken) await work(taken)
    } finally {
      await sql`SELECT pg_advisory_unlock(${sql.lit(lockClass)}, ${id})`.execute(one).catch(() => undefined)
    }
  })
}

async function take(ledger: Ledger, id: number): Promise<Upload | undefined> {
  return ledger.transaction().execute(async (transaction) => {
    const upload = await findUpload(transaction, id, { forUpdate: true })
    if (!upload || (upload.work !== 'read' && upload.work !== 'check')) return undefined
    if (upload.work_status === 'failed') return undefined
    const tried = upload.work_attempts + 1
    if (tried > attempts) {
      const work_message = `${upload.work}: its process ended ${attempts} times before it was done`
      await set(transaction, upload, { work_status: 'failed', work_message })
      return undefined
    }
    await set(transaction, upload, { work_status: 'running', work_attempts: tried, work_message: null })
    return { ...upload, work_status: 'running', work_attempts: tried }
  })
}

/** Says how far the work is; told to whoever listens. */
export async function recordUploadProgress(
  ledger: Ledger,
  { id, version }: Upload,
  progress: UploadProgress,
): Promise<void> {
  await ledger
    .updateTable('upload')
    .set({ progress: JSON.stringify(progress) })
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()
  await tellUpload(ledger, id)
}

/**
 * What was found when the file was read: it is `read`. If it cannot be read so, `why` says it: then it is `uploaded` still,
 * and may be read in another way.
 */
export async function endRead(
  ledger: Ledger,
  upload: Upload,
  receipt: unknown,
  why?: string,
): Promise<boolean> {
  const found = { receipt: JSON.stringify(receipt) }
  if (why === undefined) return endWork(ledger, upload, { ...found, state: 'read' })
  return endWork(ledger, upload, {
    ...{ ...found, state: 'uploaded', work: 'read', work_status: 'failed', work_message: why },
  })
}

/** What the check of an upload found. */
export type CheckedUpload = {
  rows: number
  problems: LedgerProblem[]
  /** How many problems stop it. */
  stopping: number
  preview?: unknown
  /** Hash of bytes, reading, codebook and accepted deviations as they were checked. */
  bound: string
}

/** What the check found: it is `checked`, whether something stops it or not. */
export async function endCheck(ledger: Ledger, upload: Upload, found: CheckedUpload): Promise<boolean> {
  const { rows, problems, stopping, preview, bound } = found
  const counts: Record<string, number> = {}
  for (const { rule, count = 1 } of problems) counts[rule] = (counts[rule] ?? 0) + count
  return endWork(ledger, upload, {
    ...{ state: 'checked', rows, stopping, checked_hash: bound },
    problems: JSON.stringify(problems.slice(0, named)),
    problem_counts: JSON.stringify(counts),
    preview: preview === undefined ? null : JSON.stringify(preview),
  })
}

/** Says why the work was not done: where the upload stood it stands. */
export async function failUploadWork(ledger: Ledger, { id, version }: Upload, why: string): Promise<void> {
  await ledger.transaction().execute(async (transaction) => {
    const now = await findUpload(transaction, id, { forUpdate: true })
    if (now?.version === version)
      await set(transaction, now, { work_status: 'failed', work_message: why, progress: null })
  })
}

/** @returns false if somebody changed the upload meanwhile: then this is of something that is no longer asked */
async function endWork(ledger: Ledger, { id, version }: Upload, update: UploadUpdate): Promise<boolean> {
  return ledger.transaction().execute(async (transaction) => {
    const now = await findUpload(transaction, id, { forUpdate: true })
    if (now?.version !== version) return false
    const ended = { work: null, work_status: null, work_message: null, progress: null, work_attempts: 0 }
    await set(transaction, now, { ...ended, ...update, version: version + 1 })
    const { study, round, unit } = now
    const place = { study, ...(round === null ? {} : { round }), unit }
    const details = { ...place, from: now.state, to: update.state! }
    await recordAct(transaction, { ...worker, act: 'upload-state', subject: String(id), details })
    return true
  })
}

async function set(transaction: Ledger, { id }: Upload, update: UploadUpdate): Promise<void> {
  await transaction.updateTable('upload').set(update).where('id', '=', id).execute()
  await tellUpload(transaction, id)
}
