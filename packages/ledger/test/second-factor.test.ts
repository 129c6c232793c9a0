import { symmetricEncrypt } from 'better-auth/crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listAuditEntries, owner } from '../src/audit-log.ts'
import type { Accounts } from '../src/index.ts'
import { verifyPassword } from '../src/password-hash.ts'
import { findPerson } from '../src/people.ts'
import {
  beginSecondFactor,
  clearSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  stopSecondFactor,
} from '../src/second-factor.ts'
import { findSession } from '../src/sessions.ts'
import { completeSignIn } from '../src/sign-in-code.ts'
import { signIn } from '../src/sign-in.ts'
import { addPerson, cookiesOf, countingGate, password, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'
import { totp } from './totp.ts'

let house: TestLedger
let accounts: Accounts
let person: string
let count = 0
beforeAll(async () => {
  house = await testLedger()
  accounts = testAccounts(house.ledger)
}, 60_000)
afterAll(async () => {
  await house.stop()
})
beforeEach(async () => {
  person = await addPerson(accounts, `person${(count += 1)}`)
})

const newest = async () => (await listAuditEntries(house.ledger, {}, 1))[0]
async function enter() {
  const attempt = {
    email: `person${count}@example.org`,
    password,
    address: '192.0.2.1',
    headers: new Headers(),
  }
  const answer = await signIn(house.ledger, accounts, attempt, countingGate())
  if (answer.kind === 'refused') throw new Error('expected to be let in')
  return { kind: answer.kind, headers: cookiesOf(answer.headers) }
}
async function setUp() {
  const { headers } = await enter()
  const setup = await beginSecondFactor(house.ledger, accounts, { password, headers })
  const renewed = await confirmSecondFactor(house.ledger, accounts, { code: totp(setup.uri, -1), headers })
  return { ...setup, headers: cookiesOf(renewed) }
}
const setUpAnother = async () => {
  count += 1
  person = await addPerson(accounts, `person${count}`)
  return setUp()
}
const complete = (headers: Headers, code: string, kind: 'totp' | 'recovery' = 'totp') =>
  completeSignIn(house.ledger, accounts, { code, kind, headers }, countingGate())

test('a second factor holds once its first code was given, and ends other sessions', async () => {
  const other = await enter()
  const mine = await enter()
  const setup = await beginSecondFactor(house.ledger, accounts, { password, headers: mine.headers })
  expect(setup.uri).toMatch(/^otpauth:\/\/totp\/Pejling/)
  expect(setup.recoveryCodes).toHaveLength(10)
  expect((await enter()).kind).toBe('signed-in')
  await expect(
    confirmSecondFactor(house.ledger, accounts, { code: '000000', headers: mine.headers }),
  ).rejects.toThrow(/^code: wrong$/)
  const code = totp(setup.uri)
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
  const renewed = await confirmSecondFactor(house.ledger, accounts, { code: spaced, headers: mine.headers })
  expect(await newest()).toMatchObject({ act: 'second-factor-on', actor: person })
  expect((await findSession(accounts, cookiesOf(renewed)))?.account.secondFactor).toBe(true)
  expect(await findSession(accounts, other.headers)).toBeUndefined()
  expect((await findPerson(house.ledger, person))?.secondFactor).toBe(true)
})

test('the password alone gives no session, the code with it does, and a code is good once', async () => {
  const { uri } = await setUp()
  const [one, two] = [await enter(), await enter()]
  expect(one.kind).toBe('second-factor')
  expect(await findSession(accounts, one.headers)).toBeUndefined()
  expect(await complete(one.headers, '000000')).toEqual({ kind: 'refused' })
  const code = totp(uri)
  const answers = await Promise.all([complete(one.headers, code), complete(two.headers, code)])
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['refused', 'signed-in'])
  const sessions = await house.ledger
    .selectFrom('session')
    .select('id')
    .where('userId', '=', person)
    .execute()
  expect(sessions).toHaveLength(2)
  const [session] = answers.flatMap((answer) => (answer.kind === 'refused' ? [] : [answer.headers]))
  expect((await findSession(accounts, cookiesOf(session)))?.account.id).toBe(person)
  expect(session.getSetCookie().join('\n')).toContain('pejling.device=')
})

test('the code that turned the second factor on is used: it lets nobody in', async () => {
  const { headers } = await enter()
  const { uri } = await beginSecondFactor(house.ledger, accounts, { password, headers })
  const code = totp(uri)
  await confirmSecondFactor(house.ledger, accounts, { code, headers })
  expect(await complete((await enter()).headers, code)).toEqual({ kind: 'refused' })
  expect((await complete((await enter()).headers, totp(uri, 1))).kind).toBe('signed-in')
})

test('a recovery code is good once, and new ones end the old', async () => {
  const { recoveryCodes, headers } = await setUp()
  expect((await complete((await enter()).headers, recoveryCodes[0], 'recovery')).kind).toBe('signed-in')
  expect(await newest()).toMatchObject({ act: 'sign-in', details: { by: 'password and recovery' } })
  expect((await complete((await enter()).headers, recoveryCodes[0], 'recovery')).kind).toBe('refused')
  const renewed = await renewRecoveryCodes(house.ledger, accounts, { password, headers })
  expect((await complete((await enter()).headers, recoveryCodes[1], 'recovery')).kind).toBe('refused')
  expect((await complete((await enter()).headers, renewed[1], 'recovery')).kind).toBe('signed-in')
})

test('recovery codes are kept as hashes with a salt of their own, and one that is used at once twice is good once', async () => {
  const kept = async () =>
    (
      await house.ledger
        .selectFrom('twoFactor')
        .select('backupCodes')
        .where('userId', '=', person)
        .executeTakeFirstOrThrow()
    ).backupCodes
  const { recoveryCodes } = await setUp()
  const before = JSON.parse(await kept()) as string[]
  expect(before).toHaveLength(10)
  for (const hash of before) expect(hash).toMatch(/^argon2id:[\w-]{22}:[\w-]{43}$/)
  expect(new Set(before).size).toBe(10)
  expect(await verifyPassword({ hash: before[3], password: recoveryCodes[3] })).toBe(true)
  const [one, two] = [await enter(), await enter()]
  const answers = await Promise.all(
    [one, two].map(({ headers }) => complete(headers, recoveryCodes[3], 'recovery')),
  )
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['refused', 'signed-in'])
  expect(JSON.parse(await kept())).toEqual(before.filter((_, i) => i !== 3))
  // Who reads the table cannot sign in with what stands there.
  expect((await complete((await enter()).headers, before[4], 'recovery')).kind).toBe('refused')
  const first = before[0].split(':')[1]
  await setUpAnother()
  expect((JSON.parse(await kept()) as string[])[0].split(':')[1]).not.toBe(first)
})

test('recovery codes that an earlier version kept encrypted still hold, and are hashed at the first try', async () => {
  const { recoveryCodes } = await setUp()
  const { secretConfig } = await accounts.$context
  const encrypted = await symmetricEncrypt({ key: secretConfig, data: JSON.stringify(recoveryCodes) })
  await house.ledger
    .updateTable('twoFactor')
    .set({ backupCodes: encrypted })
    .where('userId', '=', person)
    .execute()
  expect((await complete((await enter()).headers, 'wrong-code', 'recovery')).kind).toBe('refused')
  const { backupCodes } = await house.ledger
    .selectFrom('twoFactor')
    .select('backupCodes')
    .where('userId', '=', person)
    .executeTakeFirstOrThrow()
  expect(backupCodes).toMatch(/^\["argon2id:/)
  expect((await complete((await enter()).headers, recoveryCodes[7], 'recovery')).kind).toBe('signed-in')
})

test('five wrong codes end the try, ten in a row pause the account', async () => {
  const { uri } = await setUp()
  const first = await enter()
  for (let n = 0; n < 5; n++) await complete(first.headers, '000000')
  expect((await complete(first.headers, totp(uri))).kind).toBe('refused')
  const second = await enter()
  for (let n = 0; n < 5; n++) await complete(second.headers, '000000')
  expect((await complete((await enter()).headers, totp(uri))).kind).toBe('refused')
})

test('without the password before it no code is looked at', async () => {
  const { uri } = await setUp()
  const forged = new Headers({ cookie: 'pejling.two_factor=2fa-x.y' })
  const before = await newest()
  for (const headers of [new Headers(), forged])
    expect(await complete(headers, totp(uri))).toEqual({ kind: 'refused' })
  expect(await newest()).toEqual(before)
})

test('access that ends between password and code lets nobody in', async () => {
  const { uri } = await setUp()
  const { headers } = await enter()
  const count = async () =>
    (await house.ledger.selectFrom('session').select('id').where('userId', '=', person).execute()).length
  const before = await count()
  await house.ledger.updateTable('user').set({ banned: true }).where('id', '=', person).execute()
  expect(await complete(headers, totp(uri))).toEqual({ kind: 'refused' })
  expect(await count()).toBe(before)
})

test('turning it off takes the password, and tries at that are counted', async () => {
  const { headers } = await setUp()
  const wrong = /^password: wrong, or too many tries$/
  const stop = (tried: string) => stopSecondFactor(house.ledger, accounts, { password: tried, headers })
  await expect(stop('not the password')).rejects.toThrow(wrong)
  const off = cookiesOf(await stop(password))
  expect((await findSession(accounts, off))?.account.secondFactor).toBe(false)
  expect(await newest()).toMatchObject({ act: 'second-factor-off', subject: person })
  for (let n = 0; n < 5; n++)
    await expect(
      beginSecondFactor(house.ledger, accounts, { password: 'guess', headers: off }),
    ).rejects.toThrow(wrong)
  await expect(beginSecondFactor(house.ledger, accounts, { password, headers: off })).rejects.toThrow(wrong)
})

test('an admin takes a lost second factor away; sessions end and the password is enough', async () => {
  const { headers } = await setUp()
  expect(await clearSecondFactor(house.ledger, { person, seenVersion: 1, by: owner })).toBe(2)
  expect(await findSession(accounts, headers)).toBeUndefined()
  expect((await enter()).kind).toBe('signed-in')
  expect(await clearSecondFactor(house.ledger, { person, seenVersion: 2, by: owner })).toBe(2)
})

test('somebody who is signed out sets up nothing', async () => {
  await expect(
    beginSecondFactor(house.ledger, accounts, { password, headers: new Headers() }),
  ).rejects.toThrow(/^session: none$/)
})
