import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Ledger } from '../ledger.ts'

/**
 * What identifiers are called in the project: the same identifier of a variable is always called the same, and nothing
 * of it can be told from the name, which is random. New ones get theirs now. The table is in the ledger and nowhere else.
 *
 * @example await pseudonymsFor(ledger, 'panel', 'child_id', ['0101…']) // Map { '0101…' → 'p7k2m9x4qt3v' }
 */
export async function pseudonymsFor(
  ledger: Ledger,
  study: string,
  variable: string,
  identifiers: Iterable<string>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const wanted = [...new Set(identifiers)]
  for (let at = 0; at < wanted.length; at += batch) {
    const some = wanted.slice(at, at + batch)
    const names = some.map(() => pseudonym())
    // Whoever comes second gets the name the first one made.
    await sql`INSERT INTO pseudonym (study, variable, identifier, pseudonym)
      SELECT ${study}, ${variable}, identifier, pseudonym
      FROM unnest(${some}::text[], ${names}::text[]) AS made (identifier, pseudonym)
      ON CONFLICT (study, variable, identifier) DO NOTHING`.execute(ledger)
    const { rows } = await sql<{ identifier: string; pseudonym: string }>`
      SELECT identifier, pseudonym FROM pseudonym
      WHERE study = ${study} AND variable = ${variable} AND identifier = ANY (${some}::text[])`.execute(
      ledger,
    )
    for (const { identifier, pseudonym } of rows) found.set(identifier, pseudonym)
  }
  return found
}

const batch = 10_000
/** Without letters and digits that look alike. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz'

/** Twelve of 31 characters: two of a million are the same once in a million projects. */
function pseudonym(): string {
  let name = ''
  // A byte of 248 or more would make the first letters likelier.
  while (name.length < 12) for (const byte of randomBytes(12)) if (byte < 248) name += letters[byte % 31]
  return `p${name.slice(0, 12)}`
}
