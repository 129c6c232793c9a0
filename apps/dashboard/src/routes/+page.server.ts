import { getCodebook, listAuditFindings, listPublishedTables, listStudies } from '@pejling/warehouse'
import { countVerdicts } from '#lib/audit/verdicts.ts'
import { editionFor } from '#lib/server/editions.ts'
import { relationAnswer } from '#lib/server/relation-answer.ts'
import { viewersFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/** The studies of the live edition, each with its central relation as a picture. */
export const load: PageServerLoad = async ({ locals }) => {
  const edition = await editionFor(locals)
  const studies = await listStudies(edition)
  return {
    studies: await Promise.all(
      studies.map(async (study) => ({
        study,
        variables: (await getCodebook(edition, study.id)).variables.length,
        tables: (await listPublishedTables(edition, study.id)).length,
        counts: countVerdicts(await listAuditFindings(edition, study.id)),
        first: study.firstRelation
          ? await relationAnswer(edition, { study: study.id, ...study.firstRelation, where: [] }, (study) =>
              viewersFor(locals, study),
            )
          : undefined,
      })),
    ),
  }
}
