import type { Viewer } from '@pejling/indicators'
import { viewerFor } from '../study-access.ts'
import type { KnownUpload } from './move-upload.ts'
import { codebookOf } from './upload-codebook.ts'

/** How the one who asks sees what is in an upload: whoever sent it all of it, others by their rights to the study. */
export async function viewerOfUpload(locals: App.Locals, upload: KnownUpload): Promise<Viewer> {
  if (upload.uploaded_by === locals.account?.id) return { sees: 'all', rows: true }
  const found = await codebookOf(locals, upload)
  return found ? viewerFor(locals, found.study) : { sees: 'nothing', rows: false }
}

/** May the one who asks read rows of an upload? */
export async function mayReadRows(locals: App.Locals, upload: KnownUpload): Promise<boolean> {
  return (await viewerOfUpload(locals, upload)).rows
}
