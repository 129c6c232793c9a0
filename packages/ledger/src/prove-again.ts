import { actorOf } from './access.ts'
import type { Accounts } from './accounts.ts'
import { recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { bucketsOfAgain, forgiveAttempt, takeAttempt } from './rate-limit.ts'
import { plain, useCode } from './second-factor-use.ts'
import type { SignedIn } from './sessions.ts'

/**
 * Lets somebody who is signed in prove once more who they are: whoever sits down at an open session may guess. Tries are
 * counted; one that was looked at and was wrong is an act.
 *
 * @param work throws what better-auth refuses
 * @throws `password: wrong, or too many tries`
 */
export async function proveAgain<T>(
  ledger: Ledger,
  accounts: Accounts,
  account: SignedIn['account'],
  work: () => Promise<T>,
): Promise<T> {
  const { secret } = await accounts.$context
  const buckets = bucketsOfAgain(secret, account.id)
  const wrong = 'password: wrong, or too many tries'
  if (!(await takeAttempt(ledger, buckets))) throw new Error(wrong)
  try {
    const done = await work()
    await forgiveAttempt(ledger, buckets)
    return done
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    const details = { by: 'again' }
    await recordAct(ledger, { ...actorOf(account), act: 'sign-in-failed', subject: account.id, details })
    throw new Error(wrong, { cause })
  }
}

/**
 * Proves it by the password or, with a second factor, by the code the authenticator shows: six digits are no password.
 *
 * @throws `password: wrong, or too many tries`
 */
export async function proveByEither(
  ledger: Ledger,
  accounts: Accounts,
  { account, proof, headers }: { account: SignedIn['account']; proof: string; headers: Headers },
): Promise<void> {
  const code = plain(proof)
  await proveAgain(ledger, accounts, account, async () => {
    if (!account.secondFactor || !/^\d{6}$/.test(code)) {
      await accounts.api.verifyPassword({ body: { password: proof.slice(0, 257) }, headers })
      return
    }
    await accounts.api.verifyTOTP({ body: { code }, headers })
    if (!(await useCode(ledger, account.id, code))) throw new UsedCode()
  })
}

/** Did better-auth refuse what was given, rather than fail? */
export function isRefusal(problem: unknown): boolean {
  return problem instanceof UsedCode || ((problem as { statusCode?: number }).statusCode ?? 500) < 500
}

class UsedCode extends Error {}
