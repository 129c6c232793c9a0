import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actorOf } from '../src/access.ts'
import { listAuditEntries, owner } from '../src/audit-log.ts'
import type { Accounts } from '../src/index.ts'
import { acceptPasswordLink, createPasswordLink, findPasswordLink } from '../src/password-link.ts'
import { endAccess } from '../src/people-role.ts'
import { findSession } from '../src/sessions.ts'
import { signIn } from '../src/sign-in.ts'
import { addPerson, cookiesOf, countingGate, password, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'

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

const unusable = /^password link: used, too old or unknown$/
const link = () => createPasswordLink(house.ledger, { person, by: owner })
const accept = (token: string, next: string) => acceptPasswordLink(house.ledger, { token, password: next })
const enter = (tried: string) =>
  signIn(
    house.ledger,
    accounts,
    { email: `person${count}@example.org`, password: tried, address: '192.0.2.1', headers: new Headers() },
    countingGate(),
  )

test('a link sets one new password, once, and ends every session', async () => {
  const before = await enter(password)
  if (before.kind !== 'signed-in') throw new Error('expected a session')
  const { token } = await link()
  expect((await findPasswordLink(house.ledger, token))?.id).toBe(person)
  const both = await Promise.allSettled([
    accept(token, 'another long password'),
    accept(token, 'another long password'),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await findSession(accounts, cookiesOf(before.headers))).toBeUndefined()
  expect((await enter(password)).kind).toBe('refused')
  expect((await enter('another long password')).kind).toBe('signed-in')
  const [used, made] = await listAuditEntries(house.ledger, { subject: person, act: 'password-change' })
  expect(used).toMatchObject({ actor: person, details: { by: 'link', madeBy: 'owner' } })
  expect(made).toMatchObject({ actor: 'owner', details: { link: 'made' } })
})

test('a later link ends the earlier, and one that is too old, used or unknown is one and the same', async () => {
  const replaced = await link()
  const old = await link()
  await house.ledger
    .updateTable('password_link')
    .set({ expires_at: new Date(0) })
    .where('person', '=', person)
    .execute()
  const current = await link()
  for (const token of [replaced.token, old.token, 'unknown']) {
    expect(await findPasswordLink(house.ledger, token)).toBeUndefined()
    await expect(accept(token, 'another long password')).rejects.toThrow(unusable)
  }
  await expect(accept(current.token, 'short')).rejects.toThrow(/^password: short$/)
  expect(JSON.stringify(await house.ledger.selectFrom('password_link').selectAll().execute())).not.toContain(
    current.token,
  )
})

test('no link for whose access has ended, who has no password, or by whom is no admin', async () => {
  const { token } = await link()
  await endAccess(house.ledger, { person, seenVersion: 1, by: owner })
  expect(await findPasswordLink(house.ledger, token)).toBeUndefined()
  expect(
    await house.ledger.selectFrom('password_link').select('person').where('person', '=', person).execute(),
  ).toEqual([])
  await expect(link()).rejects.toThrow(/^ended access: expected somebody with access; give it back first$/)
  const other = await addPerson(accounts, `other${count}`)
  await house.ledger.deleteFrom('account').where('userId', '=', other).execute()
  await expect(createPasswordLink(house.ledger, { person: other, by: owner })).rejects.toThrow(
    /^password link: expected an account with a password, found single sign-on$/,
  )
  const by = actorOf({ id: other, role: 'admin' })
  await expect(createPasswordLink(house.ledger, { person: other, by })).rejects.toThrow(
    /^no access: manage-people needs the role admin, found reader$/,
  )
})
