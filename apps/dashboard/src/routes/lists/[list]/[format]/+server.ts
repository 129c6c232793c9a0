import { error } from '@sveltejs/kit'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { type ReportFormat, reportFile, reportFormats } from '#lib/server/notebook/report-file.ts'
import { reportedList } from '#lib/server/notebook/reported.ts'
import { openedList, seeList } from '#lib/server/notebook/seen-list.ts'
import { wordsIn } from '#lib/words/words.ts'
import type { RequestHandler } from './$types'

/** A reading list as a report in PDF or HTML, with the numbers as the one who asks may see them. */
export const GET: RequestHandler = async ({ params, locals, url }) => {
  const { format } = params
  if (!Object.hasOwn(reportFormats, format)) error(404, `unknown format: ${format.slice(0, 40)}`)
  const list = await fromLedger(async ({ ledger }) =>
    seeList(locals, ledger, await openedList(ledger, params.list, locals), url.origin),
  )
  const words = wordsIn(locals.language)
  return reportFile(reportedList(list, url.origin), format as ReportFormat, words, `pejling-list-${list.id}`)
}
