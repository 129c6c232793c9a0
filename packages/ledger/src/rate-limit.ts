import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Ledger } from './ledger.ts'
import { networkOf } from './rate-limit-address.ts'

/** Tries that are counted together: so many are free, then each doubles the pause, up to the longest (seconds). */
export type Bucket = { key: string; free: number; longestPause: number; forgiven: 'all' | 'one' }

/**
 * The buckets of a try at an account's password. A browser the account was signed in with before has one of its own, so
 * that nobody who guesses from elsewhere, or beside it in the same house, can lock it out (OWASP's device cookies).
 * All others share one for the account from their network, one for their network, and one for the account from anywhere.
 * They do not know whether there is such an account.
 */
export function bucketsOf(
  secret: string,
  { email, address, device }: { email: string; address: string; device?: string },
): Bucket[] {
  const key = (...parts: string[]) => keyOf(secret, ...parts)
  if (device) return [{ key: key('device', device), free: 10, longestPause: 900, forgiven: 'all' }]
  const network = networkOf(address)
  return [
    { key: key('account at network', email, network), free: 5, longestPause: 900, forgiven: 'all' },
    { key: key('network', network), free: 20, longestPause: 60, forgiven: 'one' },
    { key: key('account', email), free: 100, longestPause: 60, forgiven: 'one' },
  ]
}

/** The bucket of a password asked for again from somebody who is signed in: whoever sits at their machine may guess. */
export function bucketsOfAgain(secret: string, person: string): Bucket[] {
  return [{ key: keyOf(secret, 'again', person), free: 5, longestPause: 900, forgiven: 'all' }]
}

/** A keyed hash of what is counted together: it names nobody. */
export function keyOf(secret: string, ...parts: string[]): string {
  return createHmac('sha256', secret)
    .update(['sign-in', ...parts].join('\n'))
    .digest('base64url')
    .slice(0, 27)
}

/**
 * Counts a try before it is made, so that many at once cannot slip through, and says whether it may be made. One round
 * trip; a try that is refused reads and writes nothing.
 */
export async function takeAttempt(ledger: Ledger, buckets: Bucket[]): Promise<boolean> {
  const keys = buckets.map(({ key }) => key)
  const { rows } = await sql<{ allowed: boolean }>`
    WITH asked AS (
      SELECT * FROM unnest(${keys}::text[], ${buckets.map(({ free }) => free)}::integer[],
        ${buckets.map(({ longestPause }) => longestPause)}::integer[]) AS asked (bucket, free, longest_pause)
    ), paused AS (
      SELECT FROM sign_in_attempt JOIN asked USING (bucket) WHERE pause_until > now()
    ), forgotten AS (
      DELETE FROM sign_in_attempt WHERE bucket IN (
        SELECT bucket FROM sign_in_attempt
        WHERE forget_at < now() AND bucket <> ALL (${keys}::text[]) AND NOT EXISTS (SELECT FROM paused)
        ORDER BY forget_at LIMIT 6 FOR UPDATE SKIP LOCKED)
    ), counted AS (
      INSERT INTO sign_in_attempt AS s (bucket, tries, free, longest_pause, pause_until, refused, forget_at)
      SELECT bucket, 1, free, longest_pause, '-infinity', false, now() + interval '1 hour'
      FROM asked WHERE NOT EXISTS (SELECT FROM paused) ORDER BY bucket
      ON CONFLICT (bucket) DO UPDATE SET
        refused = s.pause_until > now(),
        tries = CASE WHEN s.pause_until > now() THEN s.tries WHEN s.forget_at < now() THEN 1 ELSE s.tries + 1 END,
        pause_until = CASE
          WHEN s.pause_until > now() THEN s.pause_until
          WHEN s.forget_at < now() OR s.tries + 1 < excluded.free THEN '-infinity'
          ELSE now() + make_interval(secs => LEAST(excluded.longest_pause, 2 ^ LEAST(s.tries + 1 - excluded.free, 20)))
        END,
        forget_at = CASE WHEN s.pause_until > now() THEN s.forget_at ELSE excluded.forget_at END
      RETURNING refused
    )
    SELECT count(*) FILTER (WHERE NOT refused) = ${keys.length}::integer AS allowed FROM counted`.execute(
    ledger,
  )
  return rows[0].allowed
}

/**
 * The try was the right one: what was counted for it is taken back, for the account's own buckets altogether. Rows are
 * locked in the order of their keys, as `takeAttempt` does, so that many at once never wait for each other in a ring.
 */
export async function forgiveAttempt(ledger: Ledger, buckets: Bucket[]): Promise<void> {
  const all = buckets.filter(({ forgiven }) => forgiven === 'all').map(({ key }) => key)
  await sql`
    WITH mine AS (
      SELECT bucket FROM sign_in_attempt WHERE bucket = ANY (${buckets.map(({ key }) => key)}::text[])
      ORDER BY bucket FOR UPDATE)
    UPDATE sign_in_attempt AS s SET pause_until = '-infinity',
      tries = CASE WHEN s.bucket = ANY (${all}::text[]) THEN 0 ELSE GREATEST(s.tries - 1, 0) END
    FROM mine WHERE s.bucket = mine.bucket`.execute(ledger)
}
