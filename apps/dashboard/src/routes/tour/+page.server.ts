import { listStudies } from '@pejling/warehouse'
import { tourStudy } from '#lib/tour/steps.ts'
import { editionFor } from '#lib/server/editions.ts'
import type { PageServerLoad } from './$types'

/** Is the study that the tour goes through in the edition? */
export const load: PageServerLoad = async ({ locals }) => {
  const studies = await listStudies(await editionFor(locals))
  return { possible: studies.some(({ id }) => id === tourStudy) }
}
