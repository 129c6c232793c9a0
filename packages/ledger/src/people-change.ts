import { sql } from 'kysely'
import { assertMay, type Capability, findRole } from './access.ts'
import { type Act, type Actor, type AuditDetails, owner, recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { findPerson, type Person } from './people.ts'

/** A change that was made since the version somebody saw. */
export type PersonChange = { version: number; change: string; by: string; at: Date }

/** Somebody else was first: nothing was done. `changes` are what they did, oldest first. */
export class PersonChanged extends Error {
  readonly changes: PersonChange[]

  constructor(seenVersion: number, changes: PersonChange[]) {
    const what = changes.map(({ change }) => change).join(', ')
    super(`person: changed since version ${seenVersion}, now ${changes.at(-1)?.version}; ${what}`)
    this.changes = changes
  }
}

/** Which account, what was on the screen when it was decided, and who decides. */
export type Decision = { person: string; seenVersion: number; by: Actor }

/** What a change says of itself, and the act it leaves; nothing if all is as it should be already. */
export type Change = { change: string; act: Act; details: AuditDetails }

/**
 * Makes one change to a person in one transaction: the decider's role and the person's version are read anew, changes take
 * turns, and the act is recorded with the change or not at all.
 *
 * @returns the person's version afterwards
 * @throws `no access: …`, `unknown person: …`, {@link PersonChanged}
 */
export async function changePerson(
  ledger: Ledger,
  { person: id, seenVersion, by }: Decision,
  change: (transaction: Ledger, person: Person) => Promise<Change | undefined>,
): Promise<number> {
  return ledger.transaction().execute(async (transaction) => {
    await takeTurn(transaction)
    await assertStillMay(transaction, by)
    const person = await findPerson(transaction, id)
    if (!person) throw new Error(`unknown person: ${id}`)
    if (person.version !== seenVersion)
      throw new PersonChanged(seenVersion, await changesSince(transaction, id, seenVersion))
    const made = await change(transaction, person)
    if (!made) return person.version
    const version = person.version + 1
    await transaction
      .insertInto('person_change')
      .values({ person: id, version, change: made.change, by: by.actor })
      .execute()
    await recordAct(transaction, { ...by, act: made.act, subject: id, details: made.details })
    return version
  })
}

/** Decisions about people are made one at a time, so that two admins cannot take the role from each other. */
export async function takeTurn(transaction: Ledger): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(4173)`.execute(transaction)
}

/**
 * May the decider do it at this moment, whatever role the request began with?
 *
 * @throws `no access: manage-people needs the role admin, found reader`
 */
export async function assertStillMay(
  transaction: Ledger,
  by: Actor,
  capability: Capability = 'manage-people',
): Promise<void> {
  if (by.actor === owner.actor) return
  const decider = await findPerson(transaction, by.actor)
  const role = decider && !decider.ended ? decider.role : 'none'
  assertMay({ actor: by.actor, role: findRole(role) ?? 'none' }, capability)
}

async function changesSince(ledger: Ledger, person: string, version: number): Promise<PersonChange[]> {
  return ledger
    .selectFrom('person_change')
    .select(['version', 'change', 'by', 'at'])
    .where('person', '=', person)
    .where('version', '>', version)
    .orderBy('version')
    .execute()
}
