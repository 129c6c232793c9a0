import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import { findPerson, type Person } from '../people.ts'

/** A token as its owner sees it: never the token itself. `lastUsedOn` is a day in Denmark. */
export type ApiToken = {
  id: number
  name: string
  study: string
  madeAt: Date
  expiresAt: Date
  lastUsedOn?: string
  revokedAt?: Date
}

/** Days a token may last at most. */
export const longestToken = 365

/**
 * Makes a token with which a program reads one study as that person may at the moment it asks, and no more. It is told
 * this one time; only its hash is kept.
 *
 * @throws `no access: …`, `unknown person: …`, `token name: expected 1 to 80 characters, found …`,
 *   `token days: expected 1 to 365, found …`
 */
export async function createApiToken(
  ledger: Ledger,
  { person, study, name, days, by }: { person: string; study: string; name: string; days: number; by: Actor },
): Promise<{ token: string; id: number; expiresAt: Date }> {
  const named = name.trim()
  if (named.length < 1 || named.length > 80)
    throw new Error(`token name: expected 1 to 80 characters, found ${named.length}`)
  if (!Number.isInteger(days) || days < 1 || days > longestToken)
    throw new Error(`token days: expected 1 to ${longestToken}, found ${days}`)
  // The beginning tells people and programs that look for secrets what it is.
  const token = `pejling_${randomBytes(32).toString('base64url')}`
  const expiresAt = new Date(Date.now() + days * 86_400_000)
  return ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by, 'use-api')
    const owner = await findPerson(transaction, person)
    if (!owner || owner.ended) throw new Error(`unknown person: ${person}`)
    const { id } = await transaction
      .insertInto('api_token')
      .values({ token_hash: hashOf(token), person, study, name: named, expires_at: expiresAt })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordAct(transaction, { ...by, act: 'make-token', subject: study, details: { token: id, days } })
    return { token, id, expiresAt }
  })
}

/** A person's tokens, the newest first; those that were revoked too. */
export async function listApiTokens(ledger: Ledger, person: string): Promise<ApiToken[]> {
  const found = await ledger
    .selectFrom('api_token')
    .select(['id', 'name', 'study', 'made_at', 'expires_at', 'revoked_at'])
    .select(sql<string | null>`last_used_on::text`.as('last_used_on'))
    .where('person', '=', person)
    .orderBy('id', 'desc')
    .execute()
  return found.map(({ id, name, study, made_at, expires_at, last_used_on, revoked_at }) => ({
    ...{ id, name, study, madeAt: made_at, expiresAt: expires_at },
    ...(last_used_on && { lastUsedOn: last_used_on }),
    ...(revoked_at && { revokedAt: revoked_at }),
  }))
}

/**
 * Ends one token of a person, at once and for good.
 *
 * @throws `unknown token: 7`
 */
export async function revokeApiToken(
  ledger: Ledger,
  { person, id, by }: { person: string; id: number; by: Actor },
): Promise<void> {
  await ledger.transaction().execute(async (transaction) => {
    const ended = await transaction
      .updateTable('api_token')
      .set({ revoked_at: new Date() })
      .where('id', '=', id)
      .where('person', '=', person)
      .where('revoked_at', 'is', null)
      .returning('study')
      .executeTakeFirst()
    if (!ended) throw new Error(`unknown token: ${id}`)
    await recordAct(transaction, { ...by, act: 'revoke-token', subject: ended.study, details: { token: id } })
  })
}

/** Ends every token of a person: their access ends, or somebody has set a new password with a link. */
export async function revokeAllTokens(transaction: Ledger, person: string): Promise<void> {
  await transaction
    .updateTable('api_token')
    .set({ revoked_at: new Date() })
    .where('person', '=', person)
    .where('revoked_at', 'is', null)
    .execute()
}

/**
 * Whose token it is and for which study, with the role they have at this moment; nobody's if it was revoked, is too old,
 * never was, or their access has ended. The day of use is noted, no more.
 */
export async function useApiToken(
  ledger: Ledger,
  token: string,
): Promise<{ id: number; study: string; person: Person } | undefined> {
  const { rows } = await sql<{ id: number; study: string; person: string; unnoted: boolean }>`
    SELECT id, study, person, last_used_on IS DISTINCT FROM (now() AT TIME ZONE 'Europe/Copenhagen')::date AS unnoted
    FROM api_token WHERE token_hash = ${hashOf(token)} AND revoked_at IS NULL AND expires_at > now()`.execute(
    ledger,
  )
  if (!rows[0]) return undefined
  const { id, study, unnoted } = rows[0]
  const person = await findPerson(ledger, rows[0].person)
  if (!person || person.ended) return undefined
  if (unnoted)
    await sql`UPDATE api_token SET last_used_on = (now() AT TIME ZONE 'Europe/Copenhagen')::date
      WHERE id = ${id}`.execute(ledger)
  return { id, study, person }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
