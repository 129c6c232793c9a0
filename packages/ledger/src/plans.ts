import { assertMay } from './access.ts'
import type { Actor } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { tellChange } from './run-changes.ts'
import type { RunPlan, Scope } from './run-plan.ts'
import type { PlanRow } from './run-tables.ts'

/**
 * Asks the worker for a plan: what a run would do and why. Changes nothing.
 *
 * @returns its number, for `findPlan`; `listenRuns` tells when it is made
 * @throws `no access: run-pipelines needs the role analyst, found reader`
 */
export async function requestPlan(ledger: Ledger, { study, round, from }: Scope, by: Actor): Promise<number> {
  assertMay(by, 'run-pipelines')
  return ledger.transaction().execute(async (transaction) => {
    const scope = JSON.stringify({ study, round, from })
    const { id } = await transaction
      .insertInto('plan')
      .values({ scope, requested_by: by.actor, requested_role: by.role })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tellChange(transaction, { plan: id })
    return id
  })
}

/** A plan that was asked for: `waiting`, `done` with its content, or `failed` with a line that says why. */
export async function findPlan(ledger: Ledger, id: number): Promise<PlanRow | undefined> {
  return ledger.selectFrom('plan').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The plan that has waited longest. */
export async function findWaitingPlan(ledger: Ledger): Promise<PlanRow | undefined> {
  return ledger
    .selectFrom('plan')
    .selectAll()
    .where('status', '=', 'waiting')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** Writes what the worker found: the plan, or why there is none. Plans older than a week go. */
export async function answerPlan(
  ledger: Ledger,
  id: number,
  answer: { content: RunPlan } | { message: string },
): Promise<void> {
  const made = { made_at: new Date() }
  await ledger.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('plan')
      .set(
        'content' in answer
          ? { ...made, status: 'done', content: JSON.stringify(answer.content) }
          : { ...made, status: 'failed', message: answer.message },
      )
      .where('id', '=', id)
      .execute()
    await transaction
      .deleteFrom('plan')
      .where('requested_at', '<', new Date(Date.now() - 7 * 24 * 3600_000))
      .execute()
    await tellChange(transaction, { plan: id })
  })
}
