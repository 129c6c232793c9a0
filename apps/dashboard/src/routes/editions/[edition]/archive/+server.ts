import { zipEdition } from '@pejling/archive'
import type { Viewer } from '@pejling/indicators'
import { listMaskedStudies } from '@pejling/ledger'
import { listStudies } from '@pejling/warehouse'
import { answerable } from '#lib/server/editions.ts'
import { getHouse } from '#lib/server/house.ts'
import { noteExport } from '#lib/server/note-export.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import { zipAnswer } from '#lib/server/zip-answer.ts'
import type { RequestHandler } from './$types'

/** An edition to take along, each study as whoever asks may see it. */
export const GET: RequestHandler = async ({ params, locals }) => {
  const edition = await answerable(locals.editions.get(params.edition))
  const viewers = new Map<string, Viewer>()
  for (const study of await listStudies(edition)) viewers.set(study.id, await viewerFor(locals, study))
  const closed = [...viewers].filter(([, { sees, rows }]) => sees !== 'all' || !rows).map(([id]) => id)
  await noteExport(locals, 'export-edition', edition.hash, { withheld: closed })
  const { ledger } = getHouse()
  const masked = ledger ? await listMaskedStudies(ledger) : []
  return zipAnswer(edition.hash, (edition, room) =>
    zipEdition(edition, ({ id }) => viewers.get(id)!, masked, room),
  )
}
