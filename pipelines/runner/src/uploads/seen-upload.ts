import { type EditionEffect, shownEffect } from '@pejling/association'
import {
  type Problem,
  type InterviewPreview,
  type Receipt,
  shownInterviewPreview,
  shownPreview,
  shownProblems,
  shownReceipt,
  type Study,
  type UploadPreview,
  type Viewer,
} from '@pejling/indicators'
import { findLiveEdition, type LedgerProblem, type Upload } from '@pejling/ledger'
import { listStudies, openEdition } from '@pejling/warehouse'
import { editionFile } from '../home.ts'
import type { House } from '../house.ts'
import { viewerFor } from '../viewer.ts'

/**
 * An upload as whoever acts may see it, as its page would show it: whoever sent it sees all that is in the file, others by
 * their rights to the study; what it would change of what is published everybody sees by their rights.
 */
export async function seenUpload(house: House, upload: Upload): Promise<Upload> {
  const { person } = house.caller
  if (!person) return upload
  const study = await liveStudy(house, upload.study)
  const reader: Viewer = study ? viewerFor(house.caller, study) : { sees: 'nothing', rows: false }
  const viewer: Viewer = upload.uploaded_by === person.id ? { sees: 'all', rows: true } : reader
  const { receipt, preview, effect, problems } = upload
  return {
    ...upload,
    ...(upload.kind === 'interviews'
      ? { receipt, preview: preview && shownInterviewPreview(preview as InterviewPreview, viewer) }
      : {
          receipt: receipt && shownReceipt(receipt as Receipt, viewer),
          preview: preview && shownPreview(preview as UploadPreview, viewer),
        }),
    effect: effect && shownEffect(effect as EditionEffect, reader),
    problems: shownProblems(problems as Problem[], viewer) as LedgerProblem[],
  }
}

async function liveStudy({ home, ledger }: House, id: string): Promise<Study | undefined> {
  const live = await findLiveEdition(ledger)
  if (live === undefined) return undefined
  const edition = await openEdition(editionFile(home, live), { connections: 1 })
  try {
    return (await listStudies(edition)).find((study) => study.id === id)
  } finally {
    await edition.close()
  }
}
