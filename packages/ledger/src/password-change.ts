import { actorOf } from './access.ts'
import type { Accounts } from './accounts.ts'
import { recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { findPasswordProblem, type PasswordProblem } from './password-rule.ts'
import { proveAgain } from './prove-again.ts'
import { findSession } from './sessions.ts'

/** What became of it: `headers` carry the one session that is left. */
export type PasswordChangeAnswer =
  { kind: 'changed'; headers: Headers } | { kind: 'wrong' } | { kind: 'refused'; problem: PasswordProblem }

/**
 * Changes the password of the account that asks, by the one it has. Every other session of it ends. A wrong current
 * password and too many tries are answered alike.
 *
 * @throws `session: none`
 */
export async function changePassword(
  ledger: Ledger,
  accounts: Accounts,
  { current, next, headers }: { current: string; next: string; headers: Headers },
): Promise<PasswordChangeAnswer> {
  const found = await findSession(accounts, headers)
  if (!found) throw new Error('session: none')
  const { account } = found
  const problem = findPasswordProblem(next, account)
  if (problem) return { kind: 'refused', problem }
  const change = () =>
    accounts.api.changePassword({
      body: { currentPassword: current.slice(0, 257), newPassword: next, revokeOtherSessions: true },
      headers,
      returnHeaders: true,
    })
  try {
    const { headers: renewed } = await proveAgain(ledger, accounts, account, change)
    await recordAct(ledger, { ...actorOf(account), act: 'password-change', subject: account.id })
    return { kind: 'changed', headers: renewed }
  } catch (problem) {
    if (!(problem as Error).message.startsWith('password: wrong')) throw problem
    return { kind: 'wrong' }
  }
}
