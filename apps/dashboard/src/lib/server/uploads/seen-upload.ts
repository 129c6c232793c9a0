import { existsSync } from 'node:fs'
import { failedRowsFile } from '@pejling/archive'
import { type EditionEffect, shownEffect, type StudyEffect } from '@pejling/association'
import {
  type AcceptedDeviation,
  type Codebook,
  type ColumnMatching,
  type InterviewPreview,
  type InterviewReceipt,
  isOpen,
  type Problem,
  type Receipt,
  type ShownPreview,
  shownInterviewPreview,
  shownPreview,
  shownProblems,
  shownReceipt,
  type Study,
  type UploadPreview,
  type Variable,
} from '@pejling/indicators'
import { actorOf, recordAct } from '@pejling/ledger'
import { chosenView, isUnderWay, openViews, type View } from '#lib/rounds/views.ts'
import { fromLedger } from '../from-ledger.ts'
import { passes } from '../guard.ts'
import { getHouse } from '../house.ts'
import { listNames } from '../people.ts'
import { uploadNames } from '../study-names.ts'
import { viewerFor } from '../study-access.ts'
import { type KnownUpload, uploadOf } from './move-upload.ts'
import { viewerOfUpload } from './may-read-rows.ts'
import { codebookOf, matchingOf } from './upload-codebook.ts'

/** An upload as its page shows it: how far it is, what can be done next, and what is looked at. */
export async function seenUpload(locals: App.Locals, number: string, asked: string | null) {
  const { upload, people, names } = await fromLedger(async ({ ledger }) => ({
    upload: await uploadOf(ledger, number),
    people: await listNames(ledger),
    names: await uploadNames(locals.edition, ledger),
  }))
  const way = {
    ...{ kind: upload.kind, state: upload.state, work: upload.work, work_status: upload.work_status },
    known: {
      receipt: upload.receipt !== null,
      match: upload.reading.match !== undefined && upload.state !== 'uploaded',
      preview: upload.preview !== null,
    },
  }
  const view = chosenView(way, asked)
  const approves = passes(locals, 'POST /rounds/[upload]?/approve')
  const own = upload.uploaded_by === locals.account?.id && getHouse().approval === 'two'
  return {
    ...{ upload: headOf(upload), people, names, view, views: openViews(way), way },
    may: { approve: approves && !own, publish: approves, own },
    ...(await contentOf(locals, upload, view)),
  }
}

export type SeenUpload = Awaited<ReturnType<typeof seenUpload>>

/** What every view of it needs. */
function headOf(upload: KnownUpload) {
  const { id, kind, study, round, unit, state, version, sender, note, files, rows, stopping } = upload
  const { work, work_status, work_message, progress, run_id, problem_counts, trial_edition } = upload
  return {
    ...{ id, kind, study, round, unit, state, version, sender, note, files, rows, stopping },
    ...{ work, workStatus: work_status, workMessage: work_message, progress, run: run_id },
    ...{ counts: problem_counts, trial: trial_edition, underWay: isUnderWay(upload) },
    uploaded: { by: upload.uploaded_by, at: upload.uploaded_at },
    approved: upload.approved_by === null ? undefined : { by: upload.approved_by, at: upload.approved_at! },
    liveAt: upload.live_at ?? undefined,
    withdrawn:
      upload.withdrawn_at === null
        ? undefined
        : { at: upload.withdrawn_at, why: upload.withdrawn_why ?? undefined },
  }
}

/** Only what the view shows is sent, and rows only to who may see them. */
async function contentOf(locals: App.Locals, upload: KnownUpload, view: View): Promise<Content> {
  const found = await codebookOf(locals, upload)
  const viewer = await viewerOfUpload(locals, upload)
  const { rows } = viewer
  const isInterviews = upload.kind === 'interviews'
  const told = async () => {
    const { ledger } = getHouse()
    if (!ledger || (found && isOpen(found.study))) return
    const details = { page: '/rounds/[upload]', upload: upload.id }
    await recordAct(ledger, { ...actorOf(locals.account!), act: 'see-rows', subject: upload.study, details })
  }
  // It names nobody, and holds nothing that was said.
  if (isInterviews && view === 'read')
    return { interviews: (upload.receipt as unknown as InterviewReceipt | null) ?? undefined }
  const receipt = upload.receipt && shownReceipt(upload.receipt, viewer)
  if (view === 'read' || view === 'columns') {
    if (receipt?.samples.length) await told()
    const matched = view === 'columns' ? await matchingOf(locals, upload) : undefined
    return { receipt: receipt ?? undefined, rows, ...matched }
  }
  if (view === 'checked')
    return {
      problems: shownProblems(upload.problems as Problem[], viewer),
      ...{ accepted: upload.reading.accepted ?? [] },
      ...{ codebook: found?.codebook.variables, rows },
      failed:
        rows &&
        upload.state !== 'live' &&
        upload.state !== 'withdrawn' &&
        existsSync(failedRowsFile(getHouse().home, upload.id)),
    }
  if (view !== 'previewed' && view !== 'approved') return {}
  const ofInterviews = isInterviews ? (upload.preview as InterviewPreview | null) : null
  const preview = isInterviews ? null : (upload.preview as UploadPreview | null)
  if (rows && (preview?.first.length || ofInterviews?.units.length)) await told()
  // Whoever sent a file sees what is in it, and of what is published what everybody with their rights does.
  const reader = (found && (await viewerFor(locals, found.study))) ?? {
    sees: 'nothing' as const,
    rows: false,
  }
  const effect = upload.effect === null ? undefined : shownEffect(upload.effect as EditionEffect, reader)
  const seen = effect?.all ?? effect?.suppressed
  const content: Content = { rows }
  if (found) content.codebook = found.codebook.variables
  if (preview) content.preview = shownPreview(preview, viewer)
  if (ofInterviews) content.matrix = shownInterviewPreview(ofInterviews, viewer)
  if (effect && found) {
    content.effect = { after: effect.after, open: effect.open }
    if (effect.before !== undefined) content.effect.before = effect.before
    if (seen) content.effect.seen = { ...seen, definition: found.study, codebook: found.codebook }
  }
  return content
}

/** What would change as the one who asks sees it, with what the study and its variables are called. */
export type SeenEffect = Pick<EditionEffect, 'before' | 'after' | 'open'> & {
  seen?: StudyEffect & { definition: Study; codebook: Codebook }
}

/** What a view shows; of each only that which belongs to it. */
type Content = {
  receipt?: Receipt
  /** How a file of coded interviews was read, and what it would bring. */
  interviews?: InterviewReceipt
  matrix?: InterviewPreview
  /** May rows be shown? */
  rows?: boolean
  matching?: ColumnMatching
  /** What a column may hold. */
  variables?: Variable[]
  problems?: Problem[]
  accepted?: AcceptedDeviation[]
  /** Is there a file of the rows in which something is wrong? */
  failed?: boolean
  codebook?: Variable[]
  preview?: ShownPreview
  effect?: SeenEffect
}
