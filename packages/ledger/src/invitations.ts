import { createHash, randomBytes } from 'node:crypto'
import type { Role } from './access.ts'
import type { Accounts } from './accounts.ts'
import { type Actor, recordAct } from './audit-log.ts'
import { checkGrant } from './grants.ts'
import type { Ledger } from './ledger.ts'
import { findPasswordProblem } from './password-rule.ts'
import { assertStillMay, takeTurn } from './people-change.ts'
import { findPersonByEmail } from './people.ts'
import type { InvitedGrant } from './people-tables.ts'

/** An invitation that can still be accepted. */
export type Invitation = { id: number; email: string; role: Role; grants: InvitedGrant[]; expiresAt: Date }

const unusable = 'invitation: used, too old or unknown'

/**
 * Makes a link with which one person can make an account, once; earlier ones to the same address end with it. Only the
 * token's hash is kept, so it can be shown this one time.
 *
 * @throws `no access: …`, `e-mail: expected an address`, `e-mail: has an account already`, `study: …`, `last day: …`
 */
export async function createInvitation(
  ledger: Ledger,
  given: { email: string; role: Role; grants?: InvitedGrant[]; by: Actor; days?: number },
): Promise<{ id: number; token: string; expiresAt: Date }> {
  const { role, grants = [], by, days = 7 } = given
  const email = given.email.trim().toLowerCase()
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email) || email.length > 254)
    throw new Error('e-mail: expected an address')
  for (const grant of grants) checkGrant(grant)
  const token = randomBytes(24).toString('base64url')
  const expires_at = new Date(Date.now() + days * 24 * 3600_000)
  return ledger.transaction().execute(async (transaction) => {
    await takeTurn(transaction)
    await assertStillMay(transaction, by)
    if (await findPersonByEmail(transaction, email)) throw new Error('e-mail: has an account already')
    await withdraw(transaction, { email })
    const { id } = await transaction
      .insertInto('invitation')
      .values({
        ...{ token_hash: hashOf(token), email, role, grants: JSON.stringify(grants) },
        ...{ invited_by: by.actor, expires_at },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const details = { role, grants: grants.map(({ study, right }) => `${right} of ${study}`) }
    await recordAct(transaction, { ...by, act: 'invite', subject: `invitation ${id}`, details })
    return { id, token, expiresAt: expires_at }
  })
}

/** Invitations that can still be accepted, newest first. */
export async function listInvitations(ledger: Ledger): Promise<(Invitation & { invitedBy: string })[]> {
  const open = await openInvitations(ledger).orderBy('id', 'desc').execute()
  return open.map(({ expires_at, invited_by, ...invitation }) => ({
    ...invitation,
    expiresAt: expires_at,
    invitedBy: invited_by,
  }))
}

/** What a link invites to, or nothing if it was used, withdrawn, is too old or never was. */
export async function findInvitation(ledger: Ledger, token: string): Promise<Invitation | undefined> {
  const found = await openInvitations(ledger).where('token_hash', '=', hashOf(token)).executeTakeFirst()
  if (!found) return undefined
  const { id, email, role, grants, expires_at } = found
  return { id, email, role, grants, expiresAt: expires_at }
}

/** @returns whether there was one to withdraw */
export async function withdrawInvitation(
  ledger: Ledger,
  { id, by }: { id: number; by: Actor },
): Promise<boolean> {
  return ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by)
    if (!(await withdraw(transaction, { id }))) return false
    await recordAct(transaction, {
      ...by,
      act: 'invite',
      subject: `invitation ${id}`,
      details: { withdrawn: true },
    })
    return true
  })
}

/**
 * Makes the account an invitation is for, with its role and grants, and uses the link up: all of it or nothing. Of two
 * people with the same link one gets in. Without a password the account is for single sign-on.
 *
 * @returns the account's id and address
 * @throws `invitation: used, too old or unknown`, `name: expected one`, `password: short|long|known`
 */
export async function acceptInvitation(
  ledger: Ledger,
  accounts: Accounts,
  { token, name, password }: { token: string; name: string; password?: string },
): Promise<{ id: string; email: string }> {
  const invitation = await findInvitation(ledger, token)
  if (!invitation) throw new Error(unusable)
  const person = { name: name.trim().slice(0, 200), email: invitation.email }
  if (!person.name) throw new Error('name: expected one')
  const problem = password === undefined ? undefined : findPasswordProblem(password, person)
  if (problem) throw new Error(`password: ${problem}`)
  const { secret, baseURL } = await accounts.$context
  return ledger.transaction().execute(async (transaction) => {
    await takeTurn(transaction)
    const taken = await transaction
      .updateTable('invitation')
      .set({ accepted_at: new Date() })
      .where('id', '=', invitation.id)
      .where('accepted_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .returning(['id', 'role', 'grants', 'invited_by'])
      .executeTakeFirst()
    if (!taken || (await findPersonByEmail(transaction, person.email))) throw new Error(unusable)
    const { role, grants, invited_by } = taken
    const { openAccounts } = await import('./accounts.ts')
    const { api } = openAccounts(transaction, { secret, baseURL })
    const { user } = await api.createUser({ body: { ...person, role, password } })
    if (grants.length)
      await transaction
        .insertInto('study_grant')
        .values(
          grants.map(({ study, right, endsOn = null }) => ({
            ...{ person: user.id, study, right, ends_on: endsOn, granted_by: invited_by },
          })),
        )
        .execute()
    await transaction
      .updateTable('invitation')
      .set({ accepted_by: user.id })
      .where('id', '=', taken.id)
      .execute()
    const details = { role, invitation: taken.id, invitedBy: invited_by, password: password !== undefined }
    await recordAct(transaction, {
      ...{ actor: user.id, role, act: 'accept-invitation', subject: user.id, details },
    })
    return { id: user.id, email: person.email }
  })
}

function openInvitations(ledger: Ledger) {
  return ledger
    .selectFrom('invitation')
    .select(['id', 'email', 'role', 'grants', 'expires_at', 'invited_by'])
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', new Date())
}

async function withdraw(ledger: Ledger, which: { id: number } | { email: string }): Promise<boolean> {
  const withdrawn = await ledger
    .updateTable('invitation')
    .set({ withdrawn_at: new Date() })
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .$if('id' in which, (query) => query.where('id', '=', 'id' in which ? which.id : 0))
    .$if('email' in which, (query) => query.where('email', '=', 'email' in which ? which.email : ''))
    .returning('id')
    .execute()
  return withdrawn.length > 0
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
