import { streamAuditLog } from '@pejling/ledger'
import { auditFilterOf } from '#lib/server/audit-filter.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import type { RequestHandler } from './$types'

/** The log as lines of JSON, oldest first, each entry as it is stored, its hashes included. */
export const GET: RequestHandler = async ({ url }) => {
  const { filter } = auditFilterOf(url.searchParams)
  const entries = await fromLedger(async ({ ledger }) => streamAuditLog(ledger, filter))
  const encoder = new TextEncoder()
  const lines = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await entries.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
    },
    async cancel() {
      await entries.return(undefined)
    },
  })
  return new Response(lines, {
    headers: {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': 'attachment; filename="pejling-audit-log.jsonl"',
      'cache-control': 'no-store',
    },
  })
}
