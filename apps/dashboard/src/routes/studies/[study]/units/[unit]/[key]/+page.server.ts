import { getStudy, listRuledVariables, profile } from '@pejling/warehouse'
import { isOpen } from '@pejling/indicators'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/** One institution or municipality among its peers; what was chosen stands in the address. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const given = (name: string) => url.searchParams.get(name)?.trim() || undefined
  const older = given('edition')
  const edition = await editionFor(locals, older)
  const study = await answerable(getStudy(edition, params.study))
  const asked = { study: study.id, unit: params.unit, key: params.key }
  const found = await answerable(
    profile(
      edition,
      { ...asked, peers: given('peers'), round: given('round') },
      await viewerFor(locals, study),
    ),
  )
  return {
    study,
    found,
    granted: !isOpen(study),
    older,
    chosenRound: given('round'),
    ruled: await listRuledVariables(edition, study.id),
  }
}
