import { isOpen } from '@pejling/indicators'
import { listEditions } from '@pejling/ledger'
import { getStudy, lineage, listPublishedTables } from '@pejling/warehouse'
import { redirect } from '@sveltejs/kit'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { isAway } from '#lib/server/from-ledger.ts'
import { passes } from '#lib/server/guard.ts'
import { getHouse } from '#lib/server/house.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import { studyNames } from '#lib/server/study-names.ts'
import type { PageServerLoad } from './$types'

/** Where something of a study comes from and what uses it, as far as the one who asks may be led. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const older = url.searchParams.get('edition') ?? undefined
  const edition = await editionFor(locals, older)
  const study = await answerable(getStudy(edition, params.study))
  if (!params.of) redirect(303, `/studies/${study.id}`)
  const viewer = await viewerFor(locals, study)
  const open = url.searchParams.getAll('open').slice(0, 20)
  const found = await answerable(lineage(edition, { study: study.id, of: params.of, open }, viewer))
  return {
    ...{ study, older, open, found },
    tables: await listPublishedTables(edition, study.id),
    names: await studyNames(edition),
    withheld: !viewer.rows,
    protection: passes(locals, 'GET /disclosure/[study]'),
    doors: {
      ...{ study: study.id, edition: older },
      files: viewer.rows && passes(locals, isOpen(study) ? 'GET /relations' : 'GET /rows'),
      audit: passes(locals, 'GET /audit/[study]'),
      run: passes(locals, 'GET /runs/[run]') ? await runOf(edition.hash) : undefined,
    },
  }
}

/** The run that made an edition; a page that is about something else can do without it. */
async function runOf(hash: string): Promise<number | undefined> {
  const { ledger } = getHouse()
  if (!ledger) return undefined
  try {
    return (await listEditions(ledger)).find((edition) => edition.hash === hash)?.run_id ?? undefined
  } catch (problem) {
    if (isAway(problem)) return undefined
    throw problem
  }
}
