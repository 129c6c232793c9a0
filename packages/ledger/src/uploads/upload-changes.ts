import { sql } from 'kysely'
import type { Ledger } from '../ledger.ts'
import { listenTo, type Listening } from '../listening.ts'

const channel = 'pejling_upload'

/** Tells whoever listens that an upload has changed; in a transaction it is told when that ends. */
export async function tellUpload(ledger: Ledger, upload: number): Promise<void> {
  await sql`SELECT pg_notify(${channel}, ${String(upload)})`.execute(ledger)
}

/**
 * Calls back whenever an upload changes (its state, what is known of it, or the progress of its work), and without a
 * number at the start and after the server was away: then anything may have.
 */
export function listenUploads(
  url: string,
  onChange: (change: { upload?: number }) => void,
): Promise<Listening> {
  return listenTo(url, channel, {
    connected: async () => onChange({}),
    message: (payload) => onChange(payload ? { upload: Number(payload) } : {}),
  })
}
