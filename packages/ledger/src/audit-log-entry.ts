import { createHash } from 'node:crypto'

/**
 * An entry as it is stored, every value as the database writes it: `details` the text of a jsonb, `at` in UTC to the
 * microsecond, hashes in hexadecimal. Nothing is taken for granted: someone may have taken the table's constraints away.
 */
export type StoredEntry = {
  id: string | null
  at: string | null
  actor: string | null
  role: string | null
  act: string | null
  subject: string | null
  details: string | null
  previousHash: string | null
  hash: string | null
}

/** What the first entry follows. */
export const noHash = '0'.repeat(64)

/**
 * The hash an entry ought to have: SHA-256 of the JSON array of the hash before and its values, with a space after each
 * comma, as PostgreSQL writes it. Computed here a second time, so that the check does not rest on the database's own
 * functions.
 */
export function entryHash({ previousHash, id, at, actor, role, act, subject, details }: StoredEntry): string {
  const texts = [at, actor, role, act, subject].map((value) => JSON.stringify(value))
  const values = [JSON.stringify(previousHash), id, ...texts, details]
  return createHash('sha256')
    .update(`[${values.join(', ')}]`)
    .digest('hex')
}
