import { getStudy, listAuditFindings, listPublishedCells, listPublishedTables } from '@pejling/warehouse'
import { redirect } from '@sveltejs/kit'
import { looseFindings, printedTable } from '#lib/audit/printed-table.ts'
import { countVerdicts } from '#lib/audit/verdicts.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import type { PageServerLoad } from './$types'

/** Every published table of a study as printed, with what the audit says of each cell. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const only = (['disagrees', 'cannot_be_recomputed'] as const).find(
    (verdict) => url.search === `?only=${verdict}`,
  )
  if (url.search && !only) redirect(303, url.pathname)
  const edition = await editionFor(locals)
  const study = await answerable(getStudy(edition, params.study))
  const [tables, cells, findings] = await Promise.all([
    listPublishedTables(edition, study.id),
    listPublishedCells(edition, study.id),
    listAuditFindings(edition, study.id),
  ])
  const printed = tables.map((table) => printedTable(table, cells, findings))
  return {
    study,
    only,
    printed,
    findings,
    loose: looseFindings(printed, findings),
    counts: countVerdicts(findings),
  }
}
