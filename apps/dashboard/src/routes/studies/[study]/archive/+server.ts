import { zipStudy } from '@pejling/archive'
import { getStudy } from '@pejling/warehouse'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { noteExport } from '#lib/server/note-export.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import { zipAnswer } from '#lib/server/zip-answer.ts'
import type { RequestHandler } from './$types'

/** A study to take along, as whoever asks may see it: rows for those with a right to them, else counts that are safe. */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  const edition = await editionFor(locals, url.searchParams.get('edition'))
  const study = await answerable(getStudy(edition, params.study))
  const viewer = await viewerFor(locals, study)
  await noteExport(locals, 'export-study', study.id, {
    ...{ edition: edition.hash, sees: viewer.sees, rows: viewer.rows },
  })
  return zipAnswer(edition.hash, (edition, room) => zipStudy(edition, study, viewer, room))
}
