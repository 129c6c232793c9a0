import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Ledger } from '../ledger.ts'

/** A relation somebody looks at; `relation` is the same text for the same relation. */
export type Look = { study: string; relation: string; looker: string }

/**
 * What an account is called where looks are counted: who looked cannot be read from there.
 *
 * @param secret what sessions are signed with
 */
export function lookerOf(secret: string, account: string): string {
  return createHmac('sha256', secret).update(`look\n${account}`).digest('base64url').slice(0, 27)
}

/** Counts a look; the same relation once for each who looks. */
export async function recordLook(ledger: Ledger, look: Look): Promise<void> {
  await ledger
    .insertInto('relation_look')
    .values(look)
    .onConflict((conflict) => conflict.columns(['study', 'looker', 'relation']).doNothing())
    .execute()
}

/** When somebody first looked at a relation, if they have. */
export async function findLook(ledger: Ledger, { study, relation, looker }: Look): Promise<Date | undefined> {
  const found = await ledger
    .selectFrom('relation_look')
    .select('at')
    .where('study', '=', study)
    .where('looker', '=', looker)
    .where('relation', '=', relation)
    .executeTakeFirst()
  return found?.at
}

/** How many different relations of a study were looked at: by one, and by all with an account. */
export async function countLooks(
  ledger: Ledger,
  { study, looker }: { study: string; looker: string },
): Promise<{ own: number; all: number }> {
  const { own, all } = await ledger
    .selectFrom('relation_look')
    .select([
      sql<string>`count(*) FILTER (WHERE looker = ${looker})`.as('own'),
      sql<string>`count(DISTINCT relation)`.as('all'),
    ])
    .where('study', '=', study)
    .executeTakeFirstOrThrow()
  return { own: Number(own), all: Number(all) }
}
