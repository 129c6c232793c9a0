import { createHash, randomBytes } from 'node:crypto'
import { revokeAllTokens } from './api/api-tokens.ts'
import { type Actor, recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { hashPassword } from './password-hash.ts'
import { findPasswordProblem } from './password-rule.ts'
import { assertStillMay, takeTurn } from './people-change.ts'
import { findPerson, type Person } from './people.ts'

const unusable = 'password link: used, too old or unknown'

/**
 * Makes a link with which one person sets a new password, once; earlier ones end with it. Only the token's hash is kept.
 * The admin has made sure of who asks, and hands the link to nobody else.
 *
 * @throws `no access: …`, `unknown person: …`, `ended access: …`, `password link: …`
 */
export async function createPasswordLink(
  ledger: Ledger,
  { person, by, hours = 24 }: { person: string; by: Actor; hours?: number },
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(Date.now() + hours * 3600_000)
  return ledger.transaction().execute(async (transaction) => {
    await takeTurn(transaction)
    await assertStillMay(transaction, by)
    const found = await findPerson(transaction, person)
    if (!found) throw new Error(`unknown person: ${person}`)
    if (found.ended) throw new Error('ended access: expected somebody with access; give it back first')
    const account = await transaction
      .selectFrom('account')
      .select('password')
      .where('userId', '=', person)
      .where('providerId', '=', 'credential')
      .executeTakeFirst()
    if (!account) throw new Error('password link: expected an account with a password, found single sign-on')
    await transaction
      .deleteFrom('password_link')
      .where('person', '=', person)
      .where('used_at', 'is', null)
      .execute()
    await transaction
      .insertInto('password_link')
      .values({ token_hash: hashOf(token), person, made_by: by.actor, expires_at: expiresAt, used_at: null })
      .execute()
    await recordAct(transaction, {
      ...{ ...by, act: 'password-change', subject: person, details: { link: 'made' } },
    })
    return { token, expiresAt }
  })
}

/** Whose password a link sets, or nobody's if it was used, is too old, never was, or their access has ended. */
export async function findPasswordLink(ledger: Ledger, token: string): Promise<Person | undefined> {
  const link = await ledger
    .selectFrom('password_link')
    .select('person')
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date())
    .executeTakeFirst()
  const person = link && (await findPerson(ledger, link.person))
  return person && !person.ended ? person : undefined
}

/**
 * Sets a new password and uses the link up; every session and token of the account ends. A second factor stays. Nobody is signed in
 * by it.
 *
 * @throws `password link: used, too old or unknown`, `password: short|long|known`
 */
export async function acceptPasswordLink(
  ledger: Ledger,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const person = await findPasswordLink(ledger, token)
  if (!person) throw new Error(unusable)
  const problem = findPasswordProblem(password, person)
  if (problem) throw new Error(`password: ${problem}`)
  const hash = await hashPassword(password)
  await ledger.transaction().execute(async (transaction) => {
    const taken = await transaction
      .updateTable('password_link')
      .set({ used_at: new Date() })
      .where('token_hash', '=', hashOf(token))
      .where('used_at', 'is', null)
      .returning('made_by')
      .executeTakeFirst()
    if (!taken) throw new Error(unusable)
    await transaction
      .updateTable('account')
      .set({ password: hash })
      .where('userId', '=', person.id)
      .where('providerId', '=', 'credential')
      .execute()
    await transaction.deleteFrom('session').where('userId', '=', person.id).execute()
    await revokeAllTokens(transaction, person.id)
    const details = { by: 'link', madeBy: taken.made_by }
    await recordAct(transaction, {
      ...{ actor: person.id, role: person.role, act: 'password-change', subject: person.id, details },
    })
  })
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
