import { interviewAgreement } from '@pejling/association'
import { getStudy } from '@pejling/warehouse'
import { parseAgreement } from '#lib/agreement/agreement-links.ts'
import { drawnCodes } from '#lib/agreement/agreement-words.ts'
import { apiAddress } from '#lib/server/api/api-address.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { passes } from '#lib/server/guard.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/** Do two coders see the same? As far as the one who asks may see it. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const older = url.searchParams.get('edition')
  const edition = await editionFor(locals, older)
  const study = await answerable(getStudy(edition, params.study))
  const question = parseAgreement(study.id, url.searchParams)
  const viewer = await viewerFor(locals, study)
  const found = await answerable(interviewAgreement(edition, question, viewer))
  const all = url.searchParams.get('codes') === 'all'
  return {
    ...{ study, api: apiAddress(study), older: older ?? undefined, codes: found.codes.length },
    found: all ? found : { ...found, codes: found.codes.slice(0, drawnCodes) },
    maySettle: passes(locals, 'GET /interviews/[study]/agreement/queue'),
    mayJudge: passes(locals, 'GET /interviews/[study]/judgements'),
  }
}
