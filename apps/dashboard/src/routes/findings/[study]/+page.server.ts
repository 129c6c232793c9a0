import { workOnFindings } from '@pejling/association'
import { getStudy } from '@pejling/warehouse'
import { apiAddress } from '#lib/server/api/api-address.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/** So long a page waits for numbers before it shows those there are. */
const patience = 1200

/** A study's findings as printed beside what can be computed, as far as it has been by now. */
export const load: PageServerLoad = async ({ params, url, locals, setHeaders }) => {
  const older = url.searchParams.get('edition')
  const round = url.searchParams.get('round') ?? undefined
  const edition = await editionFor(locals, older)
  const study = await answerable(getStudy(edition, params.study))
  const viewer = await viewerFor(locals, study)
  const work = await answerable(workOnFindings(edition, { study: study.id, round }, viewer))
  await Promise.race([work.done, new Promise((later) => setTimeout(later, patience))])
  // Numbers are put into the matrix while this one leaves: it is shown as it is now.
  const found = structuredClone(work.soFar())
  if (found.done < found.of) setHeaders({ 'cache-control': 'no-store' })
  return { study, older: older ?? undefined, found, api: apiAddress(study) }
}
