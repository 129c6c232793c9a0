import { quotationsFile } from '@pejling/export'
import { actorOf, recordAct } from '@pejling/ledger'
import { passageInWords } from '#lib/interviews/interview-words.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { getHouse } from '#lib/server/house.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import { clearedQuotations } from '#lib/server/interviews/quotations.ts'
import { wordsIn } from '#lib/words/words.ts'
import type { RequestHandler } from './$types'

/** What may be quoted, as a file: no other excerpt leaves the house this way. */
export const GET: RequestHandler = async (event) => {
  const { locals } = event
  const { edition, study, viewer } = await openInterviewRoom(event, 'counts')
  const words = wordsIn(locals.language)
  const quotations = await clearedQuotations(edition, study.id, viewer)
  if (getHouse().ledger && locals.account) {
    const entry = { ...actorOf(locals.account), act: 'export-quotations' as const, subject: study.id }
    const details = { quotations: quotations.length }
    await fromLedger(({ ledger }) => recordAct(ledger, { ...entry, details }))
  }
  const rows = quotations.map(({ words: said, codes, at }) => ({
    ...{ quotation: passageInWords(said, words), codes, cleared: at.toISOString().slice(0, 10) },
    ...{ study: study.id, edition: edition.hash, synthetic: study.synthetic },
  }))
  return new Response(quotationsFile(rows, locals.language === 'da' ? 'danish' : 'world'), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${study.id}-quotations.csv"`,
      'cache-control': 'no-store',
    },
  })
}
