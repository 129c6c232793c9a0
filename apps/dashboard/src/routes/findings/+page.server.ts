import { listPublishedTables, listStudies } from '@pejling/warehouse'
import { editionFor } from '#lib/server/editions.ts'
import type { PageServerLoad } from './$types'

/** The studies, and which of them printed a matrix of findings. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const older = url.searchParams.get('edition')
  const edition = await editionFor(locals, older)
  return {
    older: older ?? undefined,
    studies: await Promise.all(
      (await listStudies(edition)).map(async ({ id, title, synthetic }) => ({
        ...{ id, title, synthetic },
        printed: (await listPublishedTables(edition, id)).some(({ measures }) =>
          measures.some(({ kind }) => kind === 'finding'),
        ),
      })),
    ),
  }
}
