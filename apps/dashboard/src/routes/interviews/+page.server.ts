import { listInterviewStudies, listSources } from '@pejling/warehouse'
import { editionFor } from '#lib/server/editions.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/** The studies that have coded interviews, and how many each has for one who may see that. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const older = url.searchParams.get('edition') ?? undefined
  const edition = await editionFor(locals, older)
  const studies = await listInterviewStudies(edition)
  return {
    older,
    studies: await Promise.all(
      studies.map(async (study) => {
        const { rows } = await viewerFor(locals, study)
        const sources = rows ? await listSources(edition, study.id) : []
        return {
          ...{ id: study.id, title: study.title, synthetic: study.synthetic },
          ...(rows && { interviews: new Set(sources.map(({ interview }) => interview)).size }),
        }
      }),
    ),
  }
}
