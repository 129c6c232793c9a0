import { type Right, parseRight } from './access.ts'
import type { Ledger } from './ledger.ts'
import { type Decision, changePerson } from './people-change.ts'

/** A right to a study, given until a day (the last it holds) or for good; `given: false` takes it away. */
export type GrantDecision = Decision & { study: string; right: Right; given: boolean; endsOn?: string }

/**
 * Gives a right to a study, changes its last day, or takes it away; it holds from the person's next request on.
 *
 * @returns the person's version afterwards
 * @throws `no access: …`, `unknown person: …`, `PersonChanged`, `ended access: …`, `study: …`, `last day: …`
 */
export async function setGrant(
  ledger: Ledger,
  { study, right, given, endsOn, ...decision }: GrantDecision,
): Promise<number> {
  checkGrant({ study, right, endsOn })
  return changePerson(ledger, decision, async (transaction, person) => {
    if (person.ended) throw new Error('ended access: expected somebody with access; give it back first')
    const before = person.grants.find((grant) => grant.study === study && grant.right === right)
    if (given === Boolean(before) && (!given || before?.endsOn === endsOn)) return undefined
    const key = { person: person.id, study, right }
    if (given) {
      const row = { ends_on: endsOn ?? null, granted_by: decision.by.actor, granted_at: new Date() }
      await transaction
        .insertInto('study_grant')
        .values({ ...key, ...row })
        .onConflict((conflict) => conflict.columns(['person', 'study', 'right']).doUpdateSet(row))
        .execute()
    } else
      await transaction
        .deleteFrom('study_grant')
        .where('person', '=', key.person)
        .where('study', '=', study)
        .where('right', '=', right)
        .execute()
    const until = endsOn ? ` until ${endsOn}` : ''
    return {
      change: given ? `${right} of ${study} given${until}` : `${right} of ${study} taken away`,
      act: 'grant-change',
      details: { study, right, given, endsOn: given ? (endsOn ?? null) : null },
    }
  })
}

/** @throws `study: …`, `unknown right: …`, `last day: …` */
export function checkGrant({
  study,
  right,
  endsOn,
}: {
  study: string
  right: string
  endsOn?: string
}): void {
  parseRight(right)
  if (!/^[a-z0-9][a-z0-9-]{0,99}$/.test(study))
    throw new Error(`study: expected the name of a study, found ${study.slice(0, 100)}`)
  if (endsOn !== undefined && !isDay(endsOn))
    throw new Error(`last day: expected a day as 2027-01-31, found ${endsOn.slice(0, 100)}`)
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
