import { bibtex } from '@pejling/export'
import { getStudy } from '@pejling/warehouse'
import { findFreezing, findResults } from '@pejling/ledger'
import { findTampering, recompute, recordOf } from '@pejling/notebook'
import { error } from '@sveltejs/kit'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { openedView } from '#lib/server/notebook/opened-view.ts'
import { reportedAlone } from '#lib/server/notebook/reported.ts'
import { type ReportFormat, reportFile } from '#lib/server/notebook/report-file.ts'
import { asCited, nameOf, seeView, viewAddress } from '#lib/server/notebook/seen-view.ts'
import { viewersFor } from '#lib/server/study-access.ts'
import { wordsIn } from '#lib/words/words.ts'
import type { RequestHandler } from './$types'

const files = {
  'result.json': 'application/json; charset=utf-8',
  'citation.bib': 'application/x-bibtex; charset=utf-8',
}

/** A view's result as its canonical text, byte for byte as it was kept if it is frozen; its entry for BibTeX, or a report of it. */
export const GET: RequestHandler = async ({ params, locals, url }) => {
  const report = /^report\.(pdf|html)$/.exec(params.file)?.[1]
  if (report) return reportOfView(report as ReportFormat)
  const file = Object.hasOwn(files, params.file) ? (params.file as keyof typeof files) : undefined
  if (!file) error(404, `unknown file: ${params.file.slice(0, 40)}`)
  const { name, body } = await fromLedger(async ({ ledger }) => {
    const { view, shownSeal } = await openedView(ledger, params.view, locals)
    const texts = await findResults(ledger, view)
    const record = recordOf(view, texts)
    const tampering = record && findTampering(record, await findFreezing(ledger, view.id), shownSeal)
    if (tampering) error(409, `view ${view.id}: refused, ${tampering}`)
    const edition = await editionFor(locals, record?.edition)
    const { viewer } = await viewersFor(locals, await answerable(getStudy(edition, view.study)))
    const found = await answerable(recompute(edition, { ...view, texts }, viewer))
    const result = record ? found.kept : found.now
    if (!result) error(409, `view ${view.id}: not identical today, and its numbers are not shown`)
    const name = nameOf(view)
    const entry = () => bibtex(asCited(result, edition.hash, viewAddress(name, url.origin)))
    return { name, body: file === 'citation.bib' ? entry() : record ? found.text : found.nowText }
  })
  return new Response(body, {
    headers: {
      'content-type': files[file],
      'content-disposition': `attachment; filename="pejling-${name}-${file}"`,
      'cache-control': 'no-store',
    },
  })

  async function reportOfView(format: ReportFormat): Promise<Response> {
    const seen = await fromLedger(async ({ ledger }) => {
      const { view, shownSeal } = await openedView(ledger, params.view, locals)
      return seeView(locals, ledger, view, { shownSeal, origin: url.origin })
    })
    const words = wordsIn(locals.language)
    return reportFile(reportedAlone(seen, url.origin), format, words, `pejling-${seen.name}`)
  }
}
