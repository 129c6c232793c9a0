import { getStudy, listProfileUnits } from '@pejling/warehouse'
import { fold } from '#lib/search/fold.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/** The institutions or municipalities of a study whose name or number holds what was searched for. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const older = url.searchParams.get('edition')
  const edition = await editionFor(locals, older)
  const study = await answerable(getStudy(edition, params.study))
  const { unit, units, withheld } = await answerable(
    listProfileUnits(edition, { study: study.id, unit: params.unit }, await viewerFor(locals, study)),
  )
  const q = url.searchParams.get('q')?.trim() ?? ''
  const wanted = fold(q)
  const found = units.filter(({ key, label }) =>
    [key, label.da, label.en].some((name) => fold(name).includes(wanted)),
  )
  return { study, unit, q, found, withheld, older: older ?? undefined }
}
