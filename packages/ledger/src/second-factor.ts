import { actorOf } from './access.ts'
import type { Accounts } from './accounts.ts'
import { recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { changePerson, type Decision } from './people-change.ts'
import { isRefusal, proveAgain } from './prove-again.ts'
import { plain, useCode } from './second-factor-use.ts'
import { findSession, type SignedIn } from './sessions.ts'

/** What an authenticator is set up with, and ten codes for the day it is lost; both are shown this one time. */
export type SecondFactorSetup = { uri: string; recoveryCodes: string[] }

type Again = { password: string; headers: Headers }

/**
 * Begins to set up a second factor (TOTP); it holds once `confirmSecondFactor` was given a code.
 *
 * @throws `session: none`, `password: wrong, or too many tries`, `second factor: on already`
 */
export async function beginSecondFactor(
  ledger: Ledger,
  accounts: Accounts,
  { password, headers }: Again,
): Promise<SecondFactorSetup> {
  const { account } = await getSession(accounts, headers)
  if (account.secondFactor) throw new Error('second factor: on already')
  const setup = await proveAgain(ledger, accounts, account, () =>
    accounts.api.enableTwoFactor({ body: { password, method: 'totp' }, headers }),
  )
  if (setup.method !== 'totp') throw new Error(`second factor: expected totp, found ${setup.method}`)
  return { uri: setup.totpURI, recoveryCodes: setup.backupCodes }
}

/**
 * Turns the second factor on with a first code. Other sessions of the account end; the headers carry a new one.
 *
 * @throws `session: none`, `code: wrong`
 */
export async function confirmSecondFactor(
  ledger: Ledger,
  accounts: Accounts,
  { code, headers }: { code: string; headers: Headers },
): Promise<Headers> {
  const { account, session } = await getSession(accounts, headers)
  const { headers: renewed } = await refused('code: wrong', () =>
    accounts.api.verifyTOTP({ body: { code: plain(code) }, headers, returnHeaders: true }),
  )
  await useCode(ledger, account.id, plain(code))
  await ledger
    .deleteFrom('session')
    .where('userId', '=', account.id)
    .where('createdAt', '<=', session.createdAt)
    .execute()
  await recordAct(ledger, { ...actorOf(account), act: 'second-factor-on', subject: account.id })
  return renewed
}

/**
 * Turns the second factor off; the headers carry a new session.
 *
 * @throws `session: none`, `password: wrong, or too many tries`
 */
export async function stopSecondFactor(
  ledger: Ledger,
  accounts: Accounts,
  { password, headers }: Again,
): Promise<Headers> {
  const { account } = await getSession(accounts, headers)
  const { headers: renewed } = await proveAgain(ledger, accounts, account, () =>
    accounts.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  )
  await recordAct(ledger, { ...actorOf(account), act: 'second-factor-off', subject: account.id })
  return renewed
}

/**
 * New recovery codes; the old ones end.
 *
 * @throws `session: none`, `password: wrong, or too many tries`
 */
export async function renewRecoveryCodes(
  ledger: Ledger,
  accounts: Accounts,
  { password, headers }: Again,
): Promise<string[]> {
  const { account } = await getSession(accounts, headers)
  const { backupCodes } = await proveAgain(ledger, accounts, account, () =>
    accounts.api.generateBackupCodes({ body: { password }, headers }),
  )
  const details = { recoveryCodes: 'new' }
  await recordAct(ledger, { ...actorOf(account), act: 'second-factor-on', subject: account.id, details })
  return backupCodes
}

/**
 * Takes the second factor from somebody who has lost it and the codes; their sessions end. The admin has made sure of who
 * asks.
 *
 * @returns the person's version afterwards
 * @throws `no access: …`, `unknown person: …`, `PersonChanged`
 */
export async function clearSecondFactor(ledger: Ledger, decision: Decision): Promise<number> {
  return changePerson(ledger, decision, async (transaction, person) => {
    const rows = await transaction
      .deleteFrom('twoFactor')
      .where('userId', '=', person.id)
      .returning('id')
      .execute()
    if (!rows.length && !person.secondFactor) return undefined
    await transaction
      .updateTable('user')
      .set({ twoFactorEnabled: false })
      .where('id', '=', person.id)
      .execute()
    await transaction.deleteFrom('session').where('userId', '=', person.id).execute()
    return { change: 'second factor taken away', act: 'second-factor-off', details: { byAdmin: true } }
  })
}

async function getSession(accounts: Accounts, headers: Headers): Promise<SignedIn> {
  const found = await findSession(accounts, headers)
  if (!found) throw new Error('session: none')
  return found
}

/** What better-auth refuses, in our words. */
async function refused<T>(message: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    throw new Error(message, { cause })
  }
}
