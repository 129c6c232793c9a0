import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ledger } from './ledger.ts'

/** A code as it is typed: spaces between its digits do not matter. */
export function plain(code: string): string {
  return code.replace(/\s/g, '').slice(0, 20)
}

/**
 * Records that a code was used; a code holds for a minute and a half, and whoever looked over a shoulder comes second.
 *
 * @returns was it not used before?
 */
export async function useCode(ledger: Ledger, person: string, code: string): Promise<boolean> {
  const code_hash = createHash('sha256').update(`${person}\n${code}`).digest('hex')
  const { rows } = await sql`
    WITH old AS (DELETE FROM second_factor_use
      WHERE person = ${person} AND code_hash <> ${code_hash} AND used_at < now() - interval '3 minutes')
    INSERT INTO second_factor_use AS use (person, code_hash) VALUES (${person}, ${code_hash})
    ON CONFLICT (person, code_hash) DO UPDATE SET used_at = now() WHERE use.used_at < now() - interval '3 minutes'
    RETURNING 1`.execute(ledger)
  return rows.length > 0
}
