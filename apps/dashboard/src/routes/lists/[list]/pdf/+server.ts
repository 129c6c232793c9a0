import { reportPdf } from '@pejling/notebook'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { inTurn } from '#lib/server/in-turn.ts'
import { reportOf } from '#lib/server/notebook/report.ts'
import { openedList, seeList } from '#lib/server/notebook/seen-list.ts'
import { wordsIn } from '#lib/words/words.ts'
import type { RequestHandler } from './$types'

/** A reading list as a report in PDF, with the numbers as the one who asks may see them. */
export const GET: RequestHandler = async ({ params, locals, url }) => {
  const list = await fromLedger(async ({ ledger }) =>
    seeList(locals, ledger, await openedList(ledger, params.list, locals), url.origin),
  )
  const pdf = await inTurn(async () =>
    reportPdf(await reportOf(list, wordsIn(locals.language), url.origin, new Date())),
  )
  return new Response(new Blob([new Uint8Array(pdf)]), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="pejling-list-${list.id}.pdf"`,
      'cache-control': 'no-store',
    },
  })
}
