import { sql } from 'kysely'
import type { Ledger } from '../ledger.ts'
import { networkOf } from '../rate-limit-address.ts'
import { keyOf } from '../rate-limit.ts'

/** Whose requests are counted together: those of one token, one session, or of a network without either. */
export type Requester = { token: number } | { session: string } | { address: string }

/**
 * Counts a request in the minute of the server's clock, in one round trip.
 *
 * @returns how many are left of `perMinute`, 0 at the last that is allowed; below that it is one too many. `seconds` until
 *   the count begins anew
 */
export async function countRequest(
  ledger: Ledger,
  secret: string,
  requester: Requester,
  perMinute: number,
): Promise<{ left: number; seconds: number }> {
  const { rows } = await sql<{ n: number; seconds: number }>`
    WITH forgotten AS (
      DELETE FROM api_request WHERE bucket IN (
        SELECT bucket FROM api_request WHERE minute < now() - interval '5 minutes' LIMIT 6 FOR UPDATE SKIP LOCKED))
    INSERT INTO api_request AS r (bucket, minute, n) VALUES (${bucketOf(secret, requester)}, date_trunc('minute', now()), 1)
    ON CONFLICT (bucket) DO UPDATE SET minute = excluded.minute,
      n = CASE WHEN r.minute = excluded.minute THEN r.n + 1 ELSE 1 END
    RETURNING n, ceil(60 - extract(second FROM now()))::integer AS seconds`.execute(ledger)
  return { left: perMinute - rows[0].n, seconds: rows[0].seconds }
}

function bucketOf(secret: string, requester: Requester): string {
  if ('token' in requester) return `token ${requester.token}`
  if ('session' in requester) return keyOf(secret, 'api session', requester.session)
  return keyOf(secret, 'api network', networkOf(requester.address))
}
