import { roundVariable } from '@pejling/indicators'
import { getCodebook, getStudy, indicatorCard } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { roundBreaks } from '@pejling/figures'
import { apiAddress } from '#lib/server/api/api-address.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/** An indicator's card, by the definition the address names. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const older = url.searchParams.get('edition')
  const edition = await editionFor(locals, older)
  const study = await answerable(getStudy(edition, params.study))
  const asked = url.searchParams.get('definition')
  const viewer = await viewerFor(locals, study)
  const card = await answerable(
    indicatorCard(
      edition,
      { study: study.id, id: params.indicator, ...(asked !== null && { version: Number(asked) }) },
      viewer,
    ).catch((problem: Error) => {
      if (problem.message.startsWith('version of ')) error(404, problem.message)
      throw problem
    }),
  )
  const codebook = await getCodebook(edition, study.id)
  const round = codebook.variables.find(({ id }) => id === roundVariable)
  return {
    ...{ study, card, older: older ?? undefined, variables: codebook.variables },
    api: apiAddress(study),
    embargo: viewer.sees === 'nothing',
    round,
    breaks: round && roundBreaks(study, codebook, round, card.variable),
  }
}
