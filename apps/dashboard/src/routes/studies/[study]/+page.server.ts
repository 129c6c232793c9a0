import { studyReadiness } from '@pejling/archive'
import { isCollected, profileUnits } from '@pejling/indicators'
import {
  findSummary,
  getCodebook,
  getStudy,
  listAuditFindings,
  listInterviewStudies,
  listIndicators,
  listPublishedTables,
  listRelations,
  listSourceFiles,
} from '@pejling/warehouse'
import { countVerdicts } from '#lib/audit/verdicts.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { seenRemarks } from '#lib/server/seen-remarks.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/** A study's codebook: what it is, how it was made, and every variable with what is known of it. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const edition = await editionFor(locals, url.searchParams.get('edition'))
  const study = await answerable(getStudy(edition, params.study))
  const [codebook, possible, tables, files, findings, indicators, interviewed] = await Promise.all([
    getCodebook(edition, study.id),
    listRelations(edition, study.id),
    listPublishedTables(edition, study.id),
    listSourceFiles(edition, study.id),
    listAuditFindings(edition, study.id),
    listIndicators(edition, study.id),
    listInterviewStudies(edition),
  ])
  const { variables } = codebook
  const viewer = await viewerFor(locals, study)
  const known = await Promise.all(
    variables.map(async (variable) => ({
      variable,
      summary: await findSummary(edition, study.id, variable.id, viewer),
      indicators: indicators.flatMap(({ indicator: { id, label, definitions } }) =>
        definitions.some((definition) => definition.variable === variable.id) ? [{ id, label }] : [],
      ),
      pairs: possible.filter(({ x }) => x === variable.id).map(({ y }) => y),
      printed: tables.filter(({ dimensions }) =>
        dimensions.some((d) => d.variable === variable.id || variable.aliases?.includes(d.variable)),
      ).length,
    })),
  )
  return {
    study,
    older: url.searchParams.get('edition') ?? undefined,
    known,
    tables: tables.length,
    interviewed: interviewed.includes(study),
    indicators: indicators.length,
    archive: seenRemarks(
      studyReadiness(
        study,
        codebook,
        files.map(({ path }) => path),
      ),
    ),
    viewer,
    collected: study.units.filter(isCollected),
    profiles: viewer.rows ? profileUnits(study, codebook) : [],
    files,
    counts: countVerdicts(findings),
  }
}
