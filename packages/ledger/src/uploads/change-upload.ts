import type { Capability } from '../access.ts'
import { type Act, type AuditDetails, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import type { Upload, UploadDecision } from './upload.ts'
import { UploadChanged } from './upload-changed.ts'
import { tellUpload } from './upload-changes.ts'
import { findUpload } from './upload-list.ts'
import { movesFrom, type UploadMove, uploadStates, type UploadUpdate } from './upload-tables.ts'

/** What a move does to an upload, and the act it leaves. */
export type Move = { act: Act; update: UploadUpdate; details?: AuditDetails }

/**
 * Makes one move of an upload in one transaction: the decider's role and the upload's version are read anew, moves take
 * turns, and the act is recorded with the move or not at all.
 *
 * @returns the upload's version afterwards
 * @throws `no access: …`, `unknown upload: 12`, {@link UploadChanged}
 */
export async function changeUpload(
  ledger: Ledger,
  { upload: id, seenVersion, by }: UploadDecision,
  capability: Capability,
  move: (transaction: Ledger, upload: Upload) => Promise<Move>,
): Promise<number> {
  return ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by, capability)
    const upload = await findUpload(transaction, id, { forUpdate: true })
    if (!upload) throw new Error(`unknown upload: ${id}`)
    if (upload.version !== seenVersion) throw new UploadChanged(id, seenVersion, upload)
    const { act, update, details } = await move(transaction, upload)
    const version = upload.version + 1
    await transaction
      .updateTable('upload')
      .set({ ...update, version })
      .where('id', '=', id)
      .execute()
    await tellUpload(transaction, id)
    const { study, round, unit, state } = upload
    const place = { study, ...(round === null ? {} : { round }), unit }
    const states = { from: state, to: update.state ?? state }
    await recordAct(transaction, {
      ...by,
      act,
      subject: String(id),
      details: { ...place, ...states, ...details },
    })
    return version
  })
}

/** @throws `approve: expected previewed, found checked` */
export function expectMove({ state }: Upload, move: UploadMove): void {
  if (movesFrom(state).includes(move)) return
  const expected = uploadStates.filter((from) => movesFrom(from).includes(move))
  throw new Error(`${move}: expected ${expected.join(' or ')}, found ${state}`)
}

/** @throws `check: expected nothing under way, found a run to publish it` */
export function expectNoRun({ work, work_status }: Upload, move: string): void {
  if (work === null || work_status === 'failed' || work === 'read' || work === 'check') return
  throw new Error(`${move}: expected nothing under way, found a run to ${work} it`)
}

/** What is no longer known once a file is read in another way, or other bytes are meant. */
export const unchecked = {
  ...{ problems: '[]', problem_counts: '{}', stopping: 0, rows: null, preview: null },
  ...{ checked_hash: null, trial_edition: null, effect: null },
  ...{ approved_by: null, approved_role: null, approved_at: null, approved_hash: null },
} satisfies UploadUpdate

/** Work for the worker to take. */
export function asked(work: 'read' | 'check'): UploadUpdate {
  return { work, work_status: 'waiting', work_message: null, work_attempts: 0, progress: null, run_id: null }
}
