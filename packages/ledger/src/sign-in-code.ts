import { findRole, nobody } from './access.ts'
import type { Accounts } from './accounts.ts'
import { recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { deviceAge, rememberDevice } from './rate-limit-device.ts'
import { type Gate, holdRefusal, openGate } from './rate-limit-gate.ts'
import { keptFormOf } from './recovery-codes.ts'
import { isOfProvider } from './second-factor-step.ts'
import { plain, useCode } from './second-factor-use.ts'
import { cookieIn, cookieLine } from './session-cookie.ts'
import type { SignInAnswer } from './sign-in.ts'

const processGate = openGate()

/**
 * The second half of a sign-in: a code of the authenticator, or a recovery code. Five tries for each password given, ten
 * for the account in a row, then a quarter of an hour's pause (better-auth counts them). A code is good once.
 */
export async function completeSignIn(
  ledger: Ledger,
  accounts: Accounts,
  { code, kind, headers }: { code: string; kind: 'totp' | 'recovery'; headers: Headers },
  gate: Gate = processGate,
): Promise<SignInAnswer> {
  const began = gate.now()
  const { secret, createAuthCookie } = await accounts.$context
  const cookie = cookieIn(headers, createAuthCookie('two_factor').name)
  const asked = await findAsked(ledger, cookie)
  const tried = plain(code)
  const known =
    asked && kind === 'recovery' ? await keptFormOf(ledger, accounts, { person: asked, code: tried }) : tried
  const given = asked && (await check(accounts, { code: known, kind, headers }))
  if (!given || !(await useCode(ledger, asked, tried))) {
    if (given) await ledger.deleteFrom('session').where('token', '=', given.token).execute()
    // Without a password before it there is nothing to write down, or anybody could make the log long.
    if (asked)
      await recordAct(ledger, { ...nobody, act: 'sign-in-failed', subject: asked, details: { by: kind } })
    await holdRefusal(gate, began)
    return { kind: 'refused' }
  }
  const device = createAuthCookie('device', { maxAge: deviceAge })
  const remembered = rememberDevice(secret, { email: given.email, cookie: cookieIn(headers, device.name) })
  given.headers.append('set-cookie', cookieLine(device, remembered))
  const { role } = given
  await recordAct(ledger, {
    ...{
      actor: asked,
      role,
      act: 'sign-in',
      subject: asked,
      details: { by: `${isOfProvider(cookie) ? 'single sign-on' : 'password'} and ${kind}` },
    },
  })
  return { kind: 'signed-in', headers: given.headers }
}

/** Whose password was right a moment ago, by the cookie that says so. */
async function findAsked(ledger: Ledger, cookie: string | undefined): Promise<string | undefined> {
  const identifier = cookie?.split('.')[0]
  if (!identifier?.startsWith('2fa-')) return undefined
  const found = await ledger
    .selectFrom('verification')
    .select('value')
    .where('identifier', '=', identifier)
    .where('expiresAt', '>', new Date())
    .executeTakeFirst()
  return found?.value
}

async function check(
  accounts: Accounts,
  { code, kind, headers }: { code: string; kind: 'totp' | 'recovery'; headers: Headers },
) {
  const call = { body: { code }, headers, returnHeaders: true } as const
  try {
    const answer =
      kind === 'totp' ? await accounts.api.verifyTOTP(call) : await accounts.api.verifyBackupCode(call)
    const { token, user } = answer.response
    if (!token) return undefined
    const role = findRole('role' in user ? user.role : undefined) ?? 'reader'
    return { token, email: user.email, role, headers: answer.headers }
  } catch (problem) {
    if (((problem as { statusCode?: number }).statusCode ?? 500) >= 500) throw problem
    return undefined
  }
}
