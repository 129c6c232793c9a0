import { afterAll, beforeAll, expect, test } from 'vitest'
import { listAuditEntries } from '../src/audit-log.ts'
import type { Accounts } from '../src/index.ts'
import { changePassword } from '../src/password-change.ts'
import { findSession } from '../src/sessions.ts'
import { signIn } from '../src/sign-in.ts'
import { addPerson, cookiesOf, countingGate, password, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
let accounts: Accounts
beforeAll(async () => {
  house = await testLedger()
  accounts = testAccounts(house.ledger)
}, 60_000)
afterAll(() => house.stop())

const next = 'tolv gule tulipaner'
const trySignIn = (name: string, given: string) =>
  signIn(
    house.ledger,
    accounts,
    { email: `${name}@example.org`, password: given, address: '192.0.2.1', headers: new Headers() },
    countingGate(),
  )
async function enter(name: string, given = password): Promise<Headers> {
  const answer = await trySignIn(name, given)
  if (answer.kind === 'refused') throw new Error('expected to be let in')
  return cookiesOf(answer.headers)
}
const change = (headers: Headers, current: string, wanted: string) =>
  changePassword(house.ledger, accounts, { current, next: wanted, headers })

test('the password changes by the one there is, and one session is left', async () => {
  const id = await addPerson(accounts, 'anna')
  const [other, mine] = [await enter('anna'), await enter('anna')]
  const answer = await change(mine, password, next)
  if (answer.kind !== 'changed') throw new Error(`expected changed, found ${answer.kind}`)
  expect(await findSession(accounts, other)).toBeUndefined()
  expect((await findSession(accounts, cookiesOf(answer.headers)))?.account.id).toBe(id)
  expect((await trySignIn('anna', password)).kind).toBe('refused')
  expect((await trySignIn('anna', next)).kind).toBe('signed-in')
  const [entry] = await listAuditEntries(house.ledger, { act: 'password-change' }, 1)
  expect([entry.actor, entry.subject]).toEqual([id, id])
})

test('a wrong password changes nothing, and tries at it end', async () => {
  await addPerson(accounts, 'bent')
  const headers = await enter('bent')
  for (let i = 0; i < 5; i++)
    expect(await change(headers, 'not the password', next)).toEqual({ kind: 'wrong' })
  expect(await change(headers, password, next)).toEqual({ kind: 'wrong' })
  expect((await trySignIn('bent', next)).kind).toBe('refused')
})

test('a new password that a guesser tries first is refused, whatever the old one', async () => {
  await addPerson(accounts, 'carl')
  const headers = await enter('carl')
  expect(await change(headers, 'wrong', 'adgangskode12345')).toEqual({ kind: 'refused', problem: 'known' })
  expect(await change(headers, password, 'kort')).toEqual({ kind: 'refused', problem: 'short' })
})

test('somebody who is signed out changes nothing', async () => {
  await expect(change(new Headers(), password, next)).rejects.toThrow(/^session: none$/)
})
