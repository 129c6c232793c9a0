import { type Selectable, sql } from 'kysely'
import { type Actor, recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { assertStillMay } from './people-change.ts'
import type { ThresholdDecisionTable } from './tables.ts'

/** What somebody decided about the smallest count of a unit that is shown, why, and when. */
export type ThresholdDecision = Selectable<ThresholdDecisionTable>

/** Every decision about a study, or about all, oldest first: the newest of a unit holds. */
export async function listThresholdDecisions(ledger: Ledger, study?: string): Promise<ThresholdDecision[]> {
  const all = ledger.selectFrom('threshold_decision').selectAll().orderBy('id')
  return (study === undefined ? all : all.where('study', '=', study)).execute()
}

/**
 * Decides the smallest count of a unit that is shown; `null` leaves it to the study's own file again. It counts from the
 * next edition on. Whoever asks has made sure that the study allows it. Records the act `decide-threshold` with the reason.
 *
 * @param seen the number of the newest decision about the study one has seen, 0 for none
 * @returns the number of the decision
 * @throws `no access: …`, `reason: expected one, found none`, `thresholds of round-2: changed since decision 3, now 5`
 */
export async function decideThreshold(
  ledger: Ledger,
  given: Pick<ThresholdDecision, 'study' | 'unit' | 'threshold' | 'reason'> & { seen: number; by: Actor },
): Promise<number> {
  const { study, unit, threshold, seen, by } = given
  const reason = given.reason.trim()
  if (!reason) throw new Error('reason: expected one, found none')
  return ledger.transaction().execute(async (transaction) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`thresholds ${study}`}, 0))`.execute(
      transaction,
    )
    await assertStillMay(transaction, by, 'decide-thresholds')
    const decided = await listThresholdDecisions(transaction, study)
    const newest = decided.at(-1)?.id ?? 0
    if (newest !== seen)
      throw new Error(`thresholds of ${study}: changed since decision ${seen}, now ${newest}`)
    const before = decided.findLast((one) => one.unit === unit)?.threshold ?? null
    const { id } = await transaction
      .insertInto('threshold_decision')
      .values({ study, unit, threshold, reason, by: by.actor })
      .returning('id')
      .executeTakeFirstOrThrow()
    const details = {
      unit,
      ...(before !== null && { before }),
      ...(threshold !== null && { threshold }),
      reason,
    }
    await recordAct(transaction, { ...by, act: 'decide-threshold', subject: study, details })
    return id
  })
}
