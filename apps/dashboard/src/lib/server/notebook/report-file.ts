import { type ReportedList, reportHtml, reportOf, reportPdf } from '@pejling/notebook'
import { inTurn } from '#lib/server/in-turn.ts'
import type { Words } from '#lib/words/words.ts'

/** What a report is printed as. */
export const reportFormats = { pdf: 'application/pdf', html: 'text/html; charset=utf-8' }
export type ReportFormat = keyof typeof reportFormats

/** A report as a download; one after another, since drawing and setting it holds up the process for a moment. */
export async function reportFile(
  list: ReportedList,
  format: ReportFormat,
  words: Words,
  name: string,
): Promise<Response> {
  const body = await inTurn(async () => {
    const report = await reportOf(list, words)
    return format === 'pdf' ? new Blob([new Uint8Array(await reportPdf(report))]) : reportHtml(report)
  })
  return new Response(body, {
    headers: {
      'content-type': reportFormats[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'cache-control': 'no-store',
    },
  })
}
