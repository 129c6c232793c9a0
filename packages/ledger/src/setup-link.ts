import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Accounts } from './accounts.ts'
import { recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { findPasswordProblem } from './password-rule.ts'

/** A token for the first admin's one-time link, or nothing if somebody has an account. Earlier links end with it. */
export async function createSetupToken(ledger: Ledger, { hours = 24 * 7 } = {}): Promise<string | undefined> {
  if (await hasAccounts(ledger)) return undefined
  const token = randomBytes(24).toString('base64url')
  const expires_at = new Date(Date.now() + hours * 3600_000)
  await ledger.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('setup_link').where('used_at', 'is', null).execute()
    await transaction
      .insertInto('setup_link')
      .values({ token_hash: hashOf(token), expires_at, used_at: null })
      .execute()
  })
  return token
}

/** Is the link still good? Nobody has used it, it is not too old, and there is no account yet. */
export async function isSetupTokenValid(ledger: Ledger, token: string): Promise<boolean> {
  const link = await ledger
    .selectFrom('setup_link')
    .select('token_hash')
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date())
    .executeTakeFirst()
  return link !== undefined && !(await hasAccounts(ledger))
}

/**
 * Makes the first admin's account and uses up the link; of two people with the same link one gets in.
 *
 * @throws `setup link: used, too old or unknown`, `password: short|long|known`, or better-auth's own message about e-mail or password
 */
export async function createFirstAdmin(
  ledger: Ledger,
  accounts: Accounts,
  token: string,
  person: { name: string; email: string; password: string },
): Promise<void> {
  const taken = await ledger
    .updateTable('setup_link')
    .set({ used_at: new Date() })
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date())
    .returning('token_hash')
    .executeTakeFirst()
  if (!taken || (await hasAccounts(ledger))) throw new Error('setup link: used, too old or unknown')
  try {
    const problem = findPasswordProblem(person.password, person)
    if (problem) throw new Error(`password: ${problem}`)
    const { user } = await accounts.api.createUser({ body: { ...person, role: 'admin' } })
    const act = {
      act: 'accept-invitation',
      subject: user.id,
      details: { role: 'admin', by: 'setup link' },
    } as const
    await recordAct(ledger, { actor: user.id, role: 'admin', ...act })
  } catch (error) {
    await ledger
      .updateTable('setup_link')
      .set({ used_at: null })
      .where('token_hash', '=', hashOf(token))
      .execute()
    throw error
  }
}

export async function hasAccounts(ledger: Ledger): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM "user" LIMIT 1`.execute(ledger)
  return rows.length > 0
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
