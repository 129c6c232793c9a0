import { sweepFailedRows } from '@pejling/archive'
import { type Ledger, listUploads } from '@pejling/ledger'
import type { Home } from '../home.ts'

/** Days that failed rows lie after the check that made them, though nobody has ended the upload. */
export const failedRowsDays = 90

/** Removes the failed rows of uploads that are live or withdrawn, and those nobody has asked for in a long time. */
export async function forgetFailedRows(home: Home, ledger: Ledger, now = new Date()): Promise<number> {
  const uploads = await listUploads(ledger)
  const onTheirWay = new Set(
    uploads.flatMap(({ id, state }) => (state === 'live' || state === 'withdrawn' ? [] : [id])),
  )
  const before = new Date(now.getTime() - failedRowsDays * 86_400_000)
  return sweepFailedRows(home.path, { open: (upload) => onTheirWay.has(upload), before })
}
