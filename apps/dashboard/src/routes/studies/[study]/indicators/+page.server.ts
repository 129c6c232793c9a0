import { getStudy, listIndicators } from '@pejling/warehouse'
import { answerable, editionFor } from '#lib/server/editions.ts'
import type { PageServerLoad } from './$types'

/** A study's indicators. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const older = url.searchParams.get('edition')
  const edition = await editionFor(locals, older)
  const study = await answerable(getStudy(edition, params.study))
  const indicators = (await listIndicators(edition, study.id)).map(({ indicator }) => indicator)
  return { study, older: older ?? undefined, indicators }
}
