import { listAuditFindings, listPublishedTables, listStudies } from '@pejling/warehouse'
import { countVerdicts } from '#lib/audit/verdicts.ts'
import { editionFor } from '#lib/server/editions.ts'
import type { PageServerLoad } from './$types'

/** How each study's printed numbers fared. */
export const load: PageServerLoad = async ({ locals }) => {
  const edition = await editionFor(locals)
  const studies = await listStudies(edition)
  return {
    studies: await Promise.all(
      studies.map(async ({ id, title, synthetic, source }) => ({
        id,
        title,
        synthetic,
        citation: source.citation,
        tables: (await listPublishedTables(edition, id)).length,
        counts: countVerdicts(await listAuditFindings(edition, id)),
      })),
    ),
  }
}
