import type { Role } from './access.ts'
import { revokeAllTokens } from './api/api-tokens.ts'
import { type Decision, changePerson } from './people-change.ts'
import type { Ledger } from './ledger.ts'
import type { Person } from './people.ts'

/**
 * Gives a person another role; it holds from their next request on.
 *
 * @returns the person's version afterwards
 * @throws `no access: …`, `unknown person: …`, `PersonChanged`, `last admin: …`, `ended access: …`
 */
export async function setRole(
  ledger: Ledger,
  { role, ...decision }: Decision & { role: Role },
): Promise<number> {
  return changePerson(ledger, decision, async (transaction, person) => {
    if (person.ended) throw new Error('ended access: expected somebody with access; give it back first')
    if (person.role === role) return undefined
    await assertNotLastAdmin(transaction, person)
    await transaction.updateTable('user').set({ role }).where('id', '=', person.id).execute()
    const details = { from: person.role, to: role }
    return { change: `role ${person.role} → ${role}`, act: 'role-change', details }
  })
}

/**
 * Ends a person's access at once: sessions, second factors under way, grants, tokens, links to a new password, and the
 * invitations they sent that nobody has accepted. The account stays, so that the log can name who did what.
 *
 * @returns the person's version afterwards
 * @throws `no access: …`, `unknown person: …`, `PersonChanged`, `last admin: …`
 */
export async function endAccess(ledger: Ledger, decision: Decision): Promise<number> {
  return changePerson(ledger, decision, async (transaction, person) => {
    if (person.ended) return undefined
    await assertNotLastAdmin(transaction, person)
    await transaction.updateTable('user').set({ banned: true }).where('id', '=', person.id).execute()
    const sessions = await transaction
      .deleteFrom('session')
      .where('userId', '=', person.id)
      .returning('id')
      .execute()
    await transaction.deleteFrom('verification').where('value', '=', person.id).execute()
    await transaction.deleteFrom('password_link').where('person', '=', person.id).execute()
    await revokeAllTokens(transaction, person.id)
    await transaction.deleteFrom('study_grant').where('person', '=', person.id).execute()
    await transaction
      .updateTable('invitation')
      .set({ withdrawn_at: new Date() })
      .where('invited_by', '=', person.id)
      .where('accepted_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .execute()
    const details = { sessions: sessions.length, grants: person.grants.length, role: person.role }
    return { change: 'access ended', act: 'end-access', details }
  })
}

/**
 * Gives access back to somebody whose access has ended, with a role and without grants.
 *
 * @returns the person's version afterwards
 * @throws `no access: …`, `unknown person: …`, `PersonChanged`
 */
export async function restoreAccess(
  ledger: Ledger,
  { role, ...decision }: Decision & { role: Role },
): Promise<number> {
  return changePerson(ledger, decision, async (transaction, person) => {
    if (!person.ended) return undefined
    await transaction.updateTable('user').set({ banned: false, role }).where('id', '=', person.id).execute()
    return {
      change: `access given back as ${role}`,
      act: 'role-change',
      details: { to: role, restored: true },
    }
  })
}

/** Nobody could make another one. Decisions take turns, so the count still holds when the change is made. */
async function assertNotLastAdmin(transaction: Ledger, { id, role }: Person): Promise<void> {
  if (role !== 'admin') return
  const other = await transaction
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .where('id', '<>', id)
    .where((eb) => eb.or([eb('banned', 'is', null), eb('banned', '=', false)]))
    .limit(1)
    .executeTakeFirst()
  if (!other) throw new Error('last admin: expected another admin to stay; make somebody admin first')
}
