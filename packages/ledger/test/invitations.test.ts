import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorOf } from '../src/access.ts'
import { listAuditEntries, owner } from '../src/audit-log.ts'
import type { Accounts } from '../src/index.ts'
import {
  acceptInvitation,
  createInvitation,
  findInvitation,
  listInvitations,
  withdrawInvitation,
} from '../src/invitations.ts'
import { endAccess } from '../src/people-role.ts'
import { findPerson } from '../src/people.ts'
import { signIn } from '../src/sign-in.ts'
import { addPerson, countingGate, password, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
let accounts: Accounts
let admin: string
beforeAll(async () => {
  house = await testLedger()
  accounts = testAccounts(house.ledger)
  admin = await addPerson(accounts, 'admin', 'admin')
}, 60_000)
afterAll(async () => {
  await house.stop()
})

const unusable = /^invitation: used, too old or unknown$/
const invite = (email: string, more = {}) =>
  createInvitation(house.ledger, {
    email,
    role: 'researcher',
    by: actorOf({ id: admin, role: 'admin' }),
    ...more,
  })

test('an invitation makes one account, with its role and grants, and then no more', async () => {
  const grants = [{ study: 'hoffmann-2021', right: 'rows', endsOn: '2099-12-31' } as const]
  const { id, token } = await invite(' Dorte@Example.org ', { grants })
  expect(await findInvitation(house.ledger, token)).toMatchObject({ id, email: 'dorte@example.org', grants })
  const both = await Promise.allSettled(
    [1, 2].map((n) => acceptInvitation(house.ledger, accounts, { token, name: `Dorte ${n}`, password })),
  )
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find((one) => one.status === 'rejected')?.reason).toEqual(
    new Error('invitation: used, too old or unknown'),
  )
  const made = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))[0]
  expect(await findPerson(house.ledger, made.id)).toMatchObject({
    ...{ email: 'dorte@example.org', role: 'researcher', version: 1 },
    grants: [{ study: 'hoffmann-2021', right: 'rows', endsOn: '2099-12-31', over: false }],
  })
  const attempt = { email: made.email, password, address: '192.0.2.1', headers: new Headers() }
  expect((await signIn(house.ledger, accounts, attempt, countingGate())).kind).toBe('signed-in')
  const [, accepted, invited] = await listAuditEntries(house.ledger, {}, 3)
  expect(accepted).toMatchObject({ act: 'accept-invitation', actor: made.id, details: { invitation: id } })
  expect(invited).toMatchObject({ act: 'invite', actor: admin, subject: `invitation ${id}` })
  expect(JSON.stringify([accepted, invited])).not.toMatch(/dorte/i)
})

test('the table holds no token, and an expired, withdrawn, replaced or unknown link is one and the same', async () => {
  const old = await invite('old@example.org', { days: -1 })
  const withdrawn = await invite('withdrawn@example.org')
  expect(await withdrawInvitation(house.ledger, { id: withdrawn.id, by: owner })).toBe(true)
  expect(await withdrawInvitation(house.ledger, { id: withdrawn.id, by: owner })).toBe(false)
  const replaced = await invite('again@example.org')
  const current = await invite('again@example.org')
  for (const token of [old.token, withdrawn.token, replaced.token, 'unknown', '']) {
    expect(await findInvitation(house.ledger, token)).toBeUndefined()
    await expect(acceptInvitation(house.ledger, accounts, { token, name: 'X', password })).rejects.toThrow(
      unusable,
    )
  }
  expect((await listInvitations(house.ledger)).map(({ id }) => id)).toEqual([current.id])
  const rows = await house.ledger.selectFrom('invitation').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(current.token)
})

test('a name or password that will not do leaves the link as it was', async () => {
  const { token } = await invite('eva@example.org')
  const accept = (name: string, tried: string) =>
    acceptInvitation(house.ledger, accounts, { token, name, password: tried })
  await expect(accept(' ', password)).rejects.toThrow(/^name: expected one$/)
  await expect(accept('Eva', 'too short')).rejects.toThrow(/^password: short$/)
  await expect(accept('Eva', 'x'.repeat(257))).rejects.toThrow(/^password: long$/)
  await expect(accept('Eva Holm', 'evaholm12345')).rejects.toThrow(/^password: known$/)
  expect((await accept('Eva', password)).email).toBe('eva@example.org')
})

test('only who manages people invites, an account is not invited again, and an address is one', async () => {
  const reader = await addPerson(accounts, 'reader')
  await expect(invite('f@example.org', { by: actorOf({ id: reader, role: 'reader' }) })).rejects.toThrow(
    /^no access: manage-people needs the role admin, found reader$/,
  )
  await expect(invite('READER@example.org')).rejects.toThrow(/^e-mail: has an account already$/)
  await expect(invite('reader')).rejects.toThrow(/^e-mail: expected an address$/)
})

test('invitations of somebody whose access ends go with it', async () => {
  const other = await addPerson(accounts, 'other', 'admin')
  const { token } = await invite('g@example.org', { by: actorOf({ id: other, role: 'admin' }) })
  expect(await findInvitation(house.ledger, token)).toBeDefined()
  await endAccess(house.ledger, { person: other, seenVersion: 1, by: owner })
  expect(await findInvitation(house.ledger, token)).toBeUndefined()
})
