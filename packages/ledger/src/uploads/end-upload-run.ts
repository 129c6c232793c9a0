import { type Actor, recordAct } from '../audit-log.ts'
import { putLive, recordEdition } from '../editions.ts'
import type { Ledger } from '../ledger.ts'
import { putRunEnd } from '../runs.ts'
import { asked, unchecked } from './change-upload.ts'
import type { Upload } from './upload.ts'
import { tellUpload } from './upload-changes.ts'
import { findUpload } from './upload-list.ts'
import { withoutRows } from './without-rows.ts'
import type { UploadUpdate } from './upload-tables.ts'

/** A run for an upload that has come to its end: which edition, and what the upload is bound to as it was planned. */
export type UploadRunEnd = {
  run: number
  upload: number
  /** Hash of bytes, reading, codebook and accepted deviations; `undefined` where the upload is withdrawn. */
  bound?: string
  edition: { hash: string; codeVersion: string }
  by: Actor
  reason: string
}

/** `changed`: what it was checked or approved with is not what there is now; it is checked anew. */
export type UploadRunOutcome = 'done' | 'changed'

/**
 * Ends a run for a trial edition: the upload is previewed, with what the edition would change. In one transaction.
 */
export async function endTrialRun(
  ledger: Ledger,
  { run, upload: id, bound, edition, by }: UploadRunEnd,
  effect: unknown,
): Promise<UploadRunOutcome> {
  return ledger.transaction().execute(async (transaction) => {
    const upload = await getUpload(transaction, id)
    if (upload.state !== 'checked' || upload.checked_hash !== bound)
      return fallBack(transaction, upload, { run, by, was: 'checked' })
    const trial = { trial_edition: edition.hash, effect: JSON.stringify(effect) }
    await putRunEnd(transaction, run, { status: 'done', edition: edition.hash })
    await move(transaction, upload, { ...done, ...trial, state: 'previewed' }, by, { run })
    return 'done'
  })
}

/**
 * Ends a run that takes an upload live, or one that makes an edition without it: the edition, the pointer to it, the
 * upload's state and that of the one it replaces, and the run, all in one transaction.
 */
export async function endPublishingRun(
  ledger: Ledger,
  { run, upload: id, bound, edition, by, reason }: UploadRunEnd,
  to: 'live' | 'withdrawn',
): Promise<UploadRunOutcome> {
  return ledger.transaction().execute(async (transaction) => {
    const upload = await getUpload(transaction, id)
    if (to === 'live' && (upload.state !== 'approved' || upload.approved_hash !== bound))
      return fallBack(transaction, upload, { run, by, was: 'approved' })
    await recordEdition(transaction, { ...edition, runId: run })
    // Whoever cancels a run holds its row before the log: the same order here.
    await putRunEnd(transaction, run, { status: 'done', edition: edition.hash })
    await putLive(transaction, edition.hash, reason, by)
    const now = new Date()
    const made = { run, edition: edition.hash }
    const withdrawn = { ...done, state: 'withdrawn' as const, withdrawn_at: now }
    if (to === 'live') {
      for (const before of await inItsPlace(transaction, upload)) {
        const gone = { ...withdrawn, ...withoutRows(before), withdrawn_why: `replaced by upload ${id}` }
        await move(transaction, before, gone, by, made)
      }
      await move(
        transaction,
        upload,
        { ...done, ...withoutRows(upload), state: 'live', live_at: now },
        by,
        made,
      )
    } else await move(transaction, upload, { ...withdrawn, ...withoutRows(upload) }, by, made)
    return 'done'
  })
}

const done = { work: null, work_status: null, work_message: null, progress: null } satisfies UploadUpdate

async function getUpload(transaction: Ledger, id: number): Promise<Upload> {
  const upload = await findUpload(transaction, id, { forUpdate: true })
  if (!upload) throw new Error(`unknown upload: ${id}`)
  return upload
}

/** The one that is live in its place, which it replaces. */
async function inItsPlace(transaction: Ledger, { id, kind, study, round, unit }: Upload): Promise<Upload[]> {
  const found = await transaction
    .selectFrom('upload')
    .select('id')
    .where('state', '=', 'live')
    .where('kind', '=', kind)
    .where('study', '=', study)
    .where('round', round === null ? 'is' : '=', round)
    .where('unit', '=', unit)
    .where('id', '!=', id)
    .execute()
  return Promise.all(found.map(({ id }) => getUpload(transaction, id)))
}

/** What is no longer what somebody saw is checked anew, and the run says why it published nothing. */
async function fallBack(
  transaction: Ledger,
  upload: Upload,
  { run, by, was }: { run: number; by: Actor; was: 'checked' | 'approved' },
): Promise<'changed'> {
  const message = `upload ${upload.id}: changed since it was ${was}; it is checked anew`
  await putRunEnd(transaction, run, { status: 'failed', message })
  await move(transaction, upload, { ...unchecked, ...asked('check'), state: 'read' }, by, { run })
  return 'changed'
}

async function move(
  transaction: Ledger,
  { id, version, state, study, round, unit }: Upload,
  update: UploadUpdate,
  by: Actor,
  details: Record<string, string | number>,
): Promise<void> {
  await transaction
    .updateTable('upload')
    .set({ ...update, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await tellUpload(transaction, id)
  const place = { study, ...(round === null ? {} : { round }), unit }
  const states = { from: state, to: update.state ?? state }
  await recordAct(transaction, {
    ...{ ...by, act: 'upload-state', subject: String(id) },
    details: { ...place, ...states, ...details },
  })
}
