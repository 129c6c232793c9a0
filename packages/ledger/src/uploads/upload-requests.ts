import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import { putRun } from '../run-requests.ts'
import { asked, changeUpload, expectNoRun, expectMove, unchecked } from './change-upload.ts'
import type { Upload, UploadDecision } from './upload.ts'
import { withoutRows } from './without-rows.ts'

/**
 * Asks for a check; what has been withdrawn can begin again so. Records the act `check-upload`.
 *
 * @throws as `changeUpload`; `check: expected read or …, found uploaded`, `check: expected a confirmed match, found none`
 */
export function requestCheck(ledger: Ledger, decision: UploadDecision): Promise<number> {
  return changeUpload(ledger, decision, 'upload-rounds', async (_, upload) => {
    expectMove(upload, 'check')
    expectNoRun(upload, 'check')
    if (upload.kind === 'survey' && !upload.reading.match)
      throw new Error('check: expected a confirmed match of the columns, found none')
    return {
      act: 'check-upload',
      update: { ...unchecked, state: 'read', withdrawn_at: null, withdrawn_why: null, ...asked('check') },
    }
  })
}

/**
 * Asks for a trial edition and what it would change. Records the acts `preview-upload` and `run`.
 *
 * @throws as `changeUpload`; `preview: expected checked or …, found read`, `preview: 12 problems stop it; accept them or
 *   send a mended file`
 */
export function requestPreview(ledger: Ledger, decision: UploadDecision): Promise<number> {
  return changeUpload(ledger, decision, 'upload-rounds', async (transaction, upload) => {
    expectMove(upload, 'preview')
    expectNoRun(upload, 'preview')
    expectNothingStops(upload, 'preview')
    return {
      act: 'preview-upload',
      update: {
        ...{ state: 'checked', trial_edition: null, effect: null },
        ...{ approved_by: null, approved_role: null, approved_at: null, approved_hash: null },
        ...(await run(transaction, upload, decision, 'trial')),
      },
    }
  })
}

/**
 * Approves what was previewed. Unless the installation allows one person to do it all (`approval: 'one'`), it is another
 * person than the one who uploaded it. Bound to bytes, reading, codebook and accepted deviations as they were checked.
 * Records the act `approve-upload`.
 *
 * @throws as `changeUpload`; `approve: expected previewed, found checked`, `approve: expected another person than the
 *   one who uploaded it`
 */
export function approveUpload(
  ledger: Ledger,
  decision: UploadDecision,
  { approval = 'two' }: { approval?: 'one' | 'two' } = {},
): Promise<number> {
  return changeUpload(ledger, decision, 'approve-rounds', async (_, upload) => {
    expectMove(upload, 'approve')
    expectNoRun(upload, 'approve')
    expectNothingStops(upload, 'approve')
    if (approval === 'two' && upload.uploaded_by === decision.by.actor)
      throw new Error('approve: expected another person than the one who uploaded it')
    const approved = { approved_by: decision.by.actor, approved_role: decision.by.role }
    return {
      ...{ act: 'approve-upload', details: { approval, hash: upload.checked_hash } },
      update: {
        ...{ ...approved, state: 'approved', approved_at: new Date(), approved_hash: upload.checked_hash },
      },
    }
  })
}

/**
 * Asks for a run that takes it live. Records the acts `publish-upload` and `run`; when the run is done, the pointer to
 * the live edition and the upload's state move together.
 *
 * @throws as `changeUpload`; `publish: expected approved, found previewed`
 */
export function publishUpload(ledger: Ledger, decision: UploadDecision): Promise<number> {
  return changeUpload(ledger, decision, 'approve-rounds', async (transaction, upload) => {
    expectMove(upload, 'publish')
    expectNoRun(upload, 'publish')
    return { act: 'publish-upload', update: await run(transaction, upload, decision, 'live') }
  })
}

/**
 * Withdraws an upload: what is not live at once, what is live by a run that makes an edition without it. Nothing is
 * lost. Records the act `withdraw-upload`.
 *
 * @param why in a few words that name nobody
 * @throws as `changeUpload`; `withdraw: expected a reason, found none`, `withdraw: expected uploaded or …, found
 *   withdrawn`
 */
export async function withdrawUpload(ledger: Ledger, decision: UploadDecision, why: string): Promise<number> {
  const reason = why.trim()
  if (!reason) throw new Error('withdraw: expected a reason, found none')
  return changeUpload(ledger, decision, 'upload-rounds', async (transaction, upload) => {
    expectMove(upload, 'withdraw')
    expectNoRun(upload, 'withdraw')
    if (upload.state !== 'live')
      return {
        act: 'withdraw-upload',
        update: {
          ...{ state: 'withdrawn', withdrawn_at: new Date(), withdrawn_why: reason },
          ...{ ...noWork, ...withoutRows(upload) },
        },
      }
    await assertStillMay(transaction, decision.by, 'approve-rounds')
    return {
      act: 'withdraw-upload',
      update: { withdrawn_why: reason, ...(await run(transaction, upload, decision, 'withdrawn')) },
    }
  })
}

const noWork = { work: null, work_status: null, work_message: null, progress: null }

function expectNothingStops({ stopping }: Upload, move: string): void {
  if (stopping) throw new Error(`${move}: ${stopping} problems stop it; accept them or send a mended file`)
}

const works = { trial: 'preview', live: 'publish', withdrawn: 'withdraw' } as const

async function run(
  transaction: Ledger,
  { id, study }: Upload,
  { by }: UploadDecision,
  to: 'trial' | 'live' | 'withdrawn',
) {
  const work = works[to]
  const asked = await putRun(transaction, { study, upload: { id, to } }, by, `${work} upload ${id}`)
  return { ...noWork, work, work_status: 'waiting' as const, run_id: asked.run }
}
