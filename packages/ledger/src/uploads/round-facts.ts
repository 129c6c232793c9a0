import type { Selectable } from 'kysely'
import { type Actor, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import type { RoundFacts } from './upload.ts'
import type { RoundFactsTable } from './upload-tables.ts'

export type RoundFactsRow = Selectable<RoundFactsTable>

/** What rounds are where the study's folder does not say it, by the name of the round. */
export async function listRoundFacts(ledger: Ledger, study?: string): Promise<RoundFactsRow[]> {
  const all = ledger.selectFrom('round_facts').selectAll().orderBy('study').orderBy('round')
  return (study === undefined ? all : all.where('study', '=', study)).execute()
}

export async function findRoundFacts(
  ledger: Ledger,
  study: string,
  round: string,
): Promise<RoundFactsRow | undefined> {
  return ledger
    .selectFrom('round_facts')
    .selectAll()
    .where('study', '=', study)
    .where('round', '=', round)
    .executeTakeFirst()
}

/**
 * Says what a round is: label, instrument and version, period, population, invited, legal basis … A round with a live
 * upload takes an approver. Records the act `set-round-facts`.
 *
 * @param seenVersion 0 for the first
 * @returns its version afterwards
 * @throws `no access: …`, `round 2026: changed since version 1, now 2`
 */
export async function setRoundFacts(
  ledger: Ledger,
  given: { study: string; round: string; facts: RoundFacts; seenVersion: number; by: Actor },
): Promise<number> {
  return ledger.transaction().execute((transaction) => putRoundFacts(transaction, given))
}

/** The same inside a transaction that does more. */
export async function putRoundFacts(
  transaction: Ledger,
  { study, round, facts, seenVersion, by }: Parameters<typeof setRoundFacts>[1],
): Promise<number> {
  for (const [what, name] of Object.entries({ study, round }))
    if (!/^[a-z0-9][a-z0-9_-]{0,99}$/.test(name))
      throw new Error(`${what}: expected a name such as 2026-spring, found ${name.slice(0, 100)}`)
  const live = await transaction
    .selectFrom('upload')
    .select('id')
    .where('study', '=', study)
    .where('round', '=', round)
    .where('state', '=', 'live')
    .executeTakeFirst()
  await assertStillMay(transaction, by, live ? 'approve-rounds' : 'upload-rounds')
  const version = seenVersion + 1
  const row = { facts: JSON.stringify(facts), version, by: by.actor, at: new Date() }
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('round_facts')
    .values({ study, round, ...row })
    .onConflict((conflict) =>
      conflict.columns(['study', 'round']).doUpdateSet(row).where('round_facts.version', '=', seenVersion),
    )
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows) {
    const now = await findRoundFacts(transaction, study, round)
    throw new Error(`round ${round}: changed since version ${seenVersion}, now ${now?.version}`)
  }
  const details = { study, version, said: Object.keys(facts).sort() }
  await recordAct(transaction, { ...by, act: 'set-round-facts', subject: round, details })
  return version
}
