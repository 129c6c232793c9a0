import { nobody } from './access.ts'
import type { Accounts } from './accounts.ts'
import { recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { nobodysHash } from './password-hash.ts'
import { bucketsOf, forgiveAttempt, takeAttempt } from './rate-limit.ts'
import { deviceAge, findDevice, rememberDevice } from './rate-limit-device.ts'
import { type Gate, holdRefusal, openGate } from './rate-limit-gate.ts'
import { cookieIn, cookieLine } from './session-cookie.ts'

/** A try at signing in. `address` is where the request came from, as far as the proxies can be believed. */
export type SignInAttempt = { email: string; password: string; address: string; headers: Headers }

/** `headers` carry the cookies to set. A refusal never says why: there is one kind. */
export type SignInAnswer = { kind: 'signed-in' | 'second-factor'; headers: Headers } | { kind: 'refused' }

const processGate = openGate()

/**
 * Signs in with e-mail and password. An unknown address, a wrong password, an account whose access has ended, one without
 * a password and too many tries are answered alike: same value, same statements, one check of a password (of nobody's if
 * there is none), and the answer leaves at the same beat. Tries beyond the limit check nothing, since a flood would buy
 * processor time with them; whether there is such an account plays no part in the limit.
 *
 * @throws what the database throws when it is away
 */
export async function signIn(
  ledger: Ledger,
  accounts: Accounts,
  attempt: SignInAttempt,
  gate: Gate = processGate,
): Promise<SignInAnswer> {
  const began = gate.now()
  const { secret, createAuthCookie } = await accounts.$context
  const email = attempt.email.trim().toLowerCase().slice(0, 320)
  const password = attempt.password.slice(0, 257)
  const deviceCookie = createAuthCookie('device', { maxAge: deviceAge })
  const cookie = cookieIn(attempt.headers, deviceCookie.name)
  const device = findDevice(secret, { email, cookie })
  const buckets = bucketsOf(secret, { email, address: attempt.address, device })

  const person = (await takeAttempt(ledger, buckets))
    ? await checkPassword(ledger, { email, password, known: device !== undefined }, gate)
    : undefined
  if (!person) {
    await holdRefusal(gate, began)
    return { kind: 'refused' }
  }
  const opened = await openSession(accounts, { email, password, headers: attempt.headers })
  if (!opened) {
    await holdRefusal(gate, began)
    return { kind: 'refused' }
  }
  const { headers, response } = opened
  await forgiveAttempt(ledger, buckets)
  if (!('user' in response)) return { kind: 'second-factor', headers }
  headers.append('set-cookie', cookieLine(deviceCookie, rememberDevice(secret, { email, cookie })))
  const { id, role } = person
  await recordAct(ledger, { actor: id, role, act: 'sign-in', subject: id, details: { by: 'password' } })
  return { kind: 'signed-in', headers }
}

type Checked = { id: string; role: string }

/** Checks one password, whoever is asked for; what fails is written down with the account's id, if there is one. */
async function checkPassword(
  ledger: Ledger,
  { email, password, known }: { email: string; password: string; known: boolean },
  gate: Gate,
): Promise<Checked | undefined> {
  const found = await ledger
    .selectFrom('user')
    .leftJoin('account', (join) =>
      join.onRef('account.userId', '=', 'user.id').on('account.providerId', '=', 'credential'),
    )
    .select(['user.id', 'user.role', 'user.banned', 'account.password'])
    .where('user.email', '=', email)
    .executeTakeFirst()
  const hash = found && !found.banned ? found.password : undefined
  const lane = known ? gate.knownLane : gate.lane
  const right = await lane(() => gate.verify({ hash: hash ?? nobodysHash, password }))
  if (right && hash && found) return { id: found.id, role: found.role ?? 'reader' }
  // Nothing was checked if too many wait: an entry for each would only make the log long.
  if (right !== undefined)
    await recordAct(ledger, { ...nobody, act: 'sign-in-failed', subject: found?.id ?? 'unknown' })
  return undefined
}

/** Access may end between the check and the session: then there is none. */
async function openSession(
  accounts: Accounts,
  { headers, ...body }: { email: string; password: string; headers: Headers },
) {
  try {
    return await accounts.api.signInEmail({ body, headers, returnHeaders: true })
  } catch (problem) {
    const { statusCode = 500 } = problem as { statusCode?: number }
    if (statusCode >= 500) throw problem
    return undefined
  }
}
