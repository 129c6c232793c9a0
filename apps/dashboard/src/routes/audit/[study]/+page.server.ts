import { shownFindings } from '@pejling/indicators'
import { getStudy, listAuditFindings, listPublishedCells, listPublishedTables } from '@pejling/warehouse'
import { redirect } from '@sveltejs/kit'
import { looseFindings, printedTable } from '#lib/audit/printed-table.ts'
import { countVerdicts } from '#lib/audit/verdicts.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/** Every published table of a study as printed, with what the audit says of each cell. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const hash = url.searchParams.get('edition')
  const only = (['disagrees', 'cannot_be_recomputed'] as const).find(
    (verdict) => verdict === url.searchParams.get('only'),
  )
  const clean = auditSearch(only, hash)
  if (url.search !== clean) redirect(303, url.pathname + clean)
  const edition = await editionFor(locals, hash)
  const study = await answerable(getStudy(edition, params.study))
  const viewer = await viewerFor(locals, study)
  const [tables, cells, all] = await Promise.all([
    listPublishedTables(edition, study.id),
    listPublishedCells(edition, study.id),
    listAuditFindings(edition, study.id),
  ])
  const findings = shownFindings(all, viewer)
  const printed = tables.map((table) => printedTable(table, cells, findings))
  return {
    study,
    older: hash ?? undefined,
    only,
    printed,
    findings,
    hidden: viewer.sees === 'all' ? undefined : viewer.sees,
    loose: looseFindings(printed, findings),
    counts: countVerdicts(findings),
  }
}

function auditSearch(only: string | undefined, edition: string | null): string {
  const parameters = new URLSearchParams({ ...(only && { only }), ...(edition && { edition }) })
  return parameters.size ? `?${parameters}` : ''
}
