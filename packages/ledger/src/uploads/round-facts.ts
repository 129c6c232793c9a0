import { isDeepStrictEqual } from 'node:util'
import type { Selectable } from 'kysely'
import { type Actor, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import { asked, unchecked } from './change-upload.ts'
import type { RoundFacts } from './upload.ts'
import { tellUpload } from './upload-changes.ts'
import { listUploads } from './upload-list.ts'
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
 * upload takes an approver. What of the round was checked, previewed or approved is no longer so if anything changed: it is
 * checked anew. Records the act `set-round-facts`.
 *
 * @param seenVersion 0 for the first
 * @returns its version afterwards
 * @throws `no access: …`, `round 2026: changed since version 1, now 2`, `round 2026: expected nothing under way, found a run
 *   to publish upload 3`
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
  await expectNoRunOf(transaction, study, round)
  const before = await findRoundFacts(transaction, study, round)
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
  const changed = !isDeepStrictEqual(before?.facts, JSON.parse(JSON.stringify(facts)))
  if (changed) await checkAnew(transaction, { study, round, by })
  const details = { study, version, said: Object.keys(facts).sort() }
  await recordAct(transaction, { ...by, act: 'set-round-facts', subject: round, details })
  return version
}

/** A run reads the facts as it begins: nobody changes them under it. */
async function expectNoRunOf(transaction: Ledger, study: string, round: string): Promise<void> {
  const [busy] = await transaction
    .selectFrom('upload')
    .select(['id', 'work'])
    .where('study', '=', study)
    .where('round', '=', round)
    .where('work', 'in', ['preview', 'publish', 'withdraw'])
    .where('work_status', 'in', ['waiting', 'running'])
    .forUpdate()
    .execute()
  if (busy)
    throw new Error(
      `round ${round}: expected nothing under way, found a run to ${busy.work} upload ${busy.id}`,
    )
}

/** What was checked of the round, and not taken live yet, was checked against other facts. */
async function checkAnew(
  transaction: Ledger,
  { study, round, by }: { study: string; round: string; by: Actor },
): Promise<void> {
  for (const { id, state, work, unit, version } of await listUploads(transaction, { study, round })) {
    const isChecked = state === 'checked' || state === 'previewed' || state === 'approved'
    if (!isChecked && work !== 'check') continue
    await transaction
      .updateTable('upload')
      .set({ ...unchecked, state: 'read', ...asked('check'), version: version + 1 })
      .where('id', '=', id)
      .execute()
    await tellUpload(transaction, id)
    const details = { study, round, unit, from: state, to: 'read' }
    await recordAct(transaction, { ...by, act: 'upload-state', subject: String(id), details })
  }
}
