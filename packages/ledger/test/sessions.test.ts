import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actorOf, type Role } from '../src/access.ts'
import { listAuditEntries } from '../src/audit-log.ts'
import type { Accounts } from '../src/index.ts'
import { beginSecondFactor, confirmSecondFactor } from '../src/second-factor.ts'
import {
  endOwnSessions,
  endSessions,
  findSession,
  listSessions,
  signOut,
  useSession,
} from '../src/sessions.ts'
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

const actor = (id: string, role: Role = 'reader') => actorOf({ id, role })
async function enter(browser = 'Firefox'): Promise<Headers> {
  const headers = new Headers({ 'user-agent': browser, 'x-forwarded-for': '203.0.113.9' })
  const attempt = { email: `person${count}@example.org`, password, address: '192.0.2.1', headers }
  const answer = await signIn(house.ledger, accounts, attempt, countingGate())
  if (answer.kind !== 'signed-in') throw new Error(`expected a session, found ${answer.kind}`)
  return cookiesOf(answer.headers)
}

test('sessions are listed newest first with what the browser says, and no address is kept', async () => {
  await enter('Firefox')
  const headers = await enter('Safari')
  const current = (await findSession(accounts, headers))?.session.id
  const sessions = await listSessions(house.ledger, { person, current })
  expect(sessions.map(({ browser, current }) => [browser, current])).toEqual([
    ['Safari', true],
    ['Firefox', false],
  ])
  const hours = (sessions[0].expiresAt.getTime() - sessions[0].since.getTime()) / 3600_000
  expect(hours).toBeCloseTo(12, 2)
  const rows = await house.ledger.selectFrom('session').selectAll().where('userId', '=', person).execute()
  expect(JSON.stringify(rows)).not.toContain('203.0.113.9')
})

test('a session that is ended is gone with the next request, the others stay', async () => {
  const [one, two] = [await enter(), await enter()]
  const session = (await findSession(accounts, one))!.session.id
  expect(await endSessions(house.ledger, { person, session, by: actor(person) })).toBe(1)
  expect(await findSession(accounts, one)).toBeUndefined()
  expect((await findSession(accounts, two))?.account.id).toBe(person)
  expect(await endSessions(house.ledger, { person, session, by: actor(person) })).toBe(0)
})

test('all other sessions end at once', async () => {
  const [one, two, three] = [await enter(), await enter(), await enter()]
  const except = (await findSession(accounts, three))!.session.id
  expect(await endSessions(house.ledger, { person, except, by: actor(person) })).toBe(2)
  expect(await findSession(accounts, one)).toBeUndefined()
  expect(await findSession(accounts, two)).toBeUndefined()
  expect(await findSession(accounts, three)).toBeDefined()
})

test('one’s own other sessions end for who gives the password once more, or a code, with tries that are counted', async () => {
  const [one, two, mine] = [await enter(), await enter(), await enter()]
  const wrong = /^password: wrong, or too many tries$/
  const end = (proof: string, session?: string) =>
    endOwnSessions(house.ledger, accounts, { proof, headers: mine, session })
  await expect(end('')).rejects.toThrow(wrong)
  await expect(end('not the password')).rejects.toThrow(wrong)
  await expect(end('123456')).rejects.toThrow(wrong)
  expect(await findSession(accounts, one)).toBeDefined()
  const failed = await listAuditEntries(house.ledger, { actor: person, act: 'sign-in-failed' })
  expect(failed.map(({ details }) => details)).toEqual(Array(3).fill({ by: 'again' }))
  const session = (await findSession(accounts, one))!.session.id
  expect(await end(password, session)).toBe(1)
  expect(await findSession(accounts, one)).toBeUndefined()
  expect(await end(password)).toBe(1)
  expect(await findSession(accounts, two)).toBeUndefined()
  expect(await findSession(accounts, mine)).toBeDefined()

  const setup = await beginSecondFactor(house.ledger, accounts, { password, headers: mine })
  const renewed = cookiesOf(
    await confirmSecondFactor(house.ledger, accounts, { code: totp(setup.uri, -1), headers: mine }),
  )
  const byCode = (proof: string) => endOwnSessions(house.ledger, accounts, { proof, headers: renewed })
  await expect(byCode('000000')).rejects.toThrow(wrong)
  expect(await byCode(totp(setup.uri))).toBe(0)
  await expect(byCode(totp(setup.uri))).rejects.toThrow(wrong)
  for (let n = 0; n < 5; n++) await expect(byCode('not the password')).rejects.toThrow(wrong)
  await expect(byCode(password)).rejects.toThrow(wrong)
})

test('nobody ends somebody else’s session but an admin, and nobody ends one by its id alone', async () => {
  const headers = await enter()
  const session = (await findSession(accounts, headers))!.session.id
  const stranger = await addPerson(accounts, `stranger${count}`, 'analyst')
  await expect(endSessions(house.ledger, { person, session, by: actor(stranger, 'admin') })).rejects.toThrow(
    /^no access: manage-people needs the role admin, found analyst$/,
  )
  expect(await endSessions(house.ledger, { person: stranger, session, by: actor(stranger) })).toBe(0)
  expect(await findSession(accounts, headers)).toBeDefined()
  const admin = await addPerson(accounts, `admin${count}`, 'admin')
  expect(await endSessions(house.ledger, { person, by: actor(admin, 'admin') })).toBe(1)
})

test('a session that is too old is none, and a cookie with another signature neither', async () => {
  const headers = await enter()
  const forged = new Headers({
    cookie: headers.get('cookie')!.replace(/(session_token=[^.]+\.).{6}/, '$1AAAAAA'),
  })
  expect(await findSession(accounts, forged)).toBeUndefined()
  await house.ledger
    .updateTable('session')
    .set({ expiresAt: new Date(0) })
    .where('userId', '=', person)
    .execute()
  expect(await findSession(accounts, headers)).toBeUndefined()
  expect(await listSessions(house.ledger, { person })).toEqual([])
})

test('a session that is not used for so long ends, one that is used does not, and use is written once a minute', async () => {
  const idle = { idleMinutes: 120 }
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  const use = (headers: Headers, minutes: number) =>
    useSession(house.ledger, accounts, headers, { ...idle, now: later(minutes) })
  const [used, left] = [await enter(), await enter()]
  const first = (await use(used, 0))!.session.usedAt
  await use(used, 0.5)
  expect((await use(used, 90))!.session.usedAt).toEqual(first)
  expect((await use(used, 90.5))!.session.usedAt.getTime()).toBeCloseTo(later(90).getTime(), -4)
  expect((await use(used, 180))?.account.id).toBe(person)
  expect(await use(left, 121)).toBeUndefined()
  expect(await findSession(accounts, left)).toBeUndefined()
  await house.ledger
    .updateTable('session')
    .set({ updatedAt: later(-121) })
    .where('userId', '=', person)
    .execute()
  expect(await listSessions(house.ledger, { person, ...idle })).toEqual([])
  expect(await use(used, 0)).toBeUndefined()
})

test('signing out ends the session, takes the cookie away and is recorded', async () => {
  const headers = await enter()
  const taken = await signOut(house.ledger, accounts, headers)
  expect(taken.getSetCookie().join('\n')).toMatch(/pejling\.session_token=; Max-Age=0/)
  expect(await findSession(accounts, headers)).toBeUndefined()
  expect((await listAuditEntries(house.ledger, {}, 1))[0]).toMatchObject({ act: 'sign-out', actor: person })
})
