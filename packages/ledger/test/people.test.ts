import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actorOf } from '../src/access.ts'
import type { Accounts } from '../src/index.ts'
import { listAuditEntries, owner } from '../src/audit-log.ts'
import { setGrant } from '../src/grants.ts'
import { PersonChanged } from '../src/people-change.ts'
import { endAccess, restoreAccess, setRole } from '../src/people-role.ts'
import { findPerson, findPersonByEmail, hasRight, listPeople } from '../src/people.ts'
import { findSession } from '../src/sessions.ts'
import { signIn } from '../src/sign-in.ts'
import { addPerson, cookiesOf, countingGate, password, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
let accounts: Accounts
let admin: string
let person: string
let count = 0
beforeAll(async () => {
  house = await testLedger()
  accounts = testAccounts(house.ledger)
  admin = await addPerson(accounts, 'admin', 'admin')
}, 60_000)
afterAll(async () => {
  await house.stop()
})
beforeEach(async () => {
  person = await addPerson(accounts, `person${(count += 1)}`, 'reader')
})

const byAdmin = () => actorOf({ id: admin, role: 'admin' })
const newest = async () => (await listAuditEntries(house.ledger, {}, 1))[0]
async function enter(name: string): Promise<Headers> {
  const attempt = { email: `${name}@example.org`, password, address: '192.0.2.1', headers: new Headers() }
  const answer = await signIn(house.ledger, accounts, attempt, countingGate())
  if (answer.kind !== 'signed-in') throw new Error(`expected a session, found ${answer.kind}`)
  return cookiesOf(answer.headers)
}

test('a role changes by one version, is recorded, and holds in a session that was open already', async () => {
  const headers = await enter(`person${count}`)
  expect((await findSession(accounts, headers))?.account.role).toBe('reader')
  const decision = { person, seenVersion: 1, by: byAdmin() }
  expect(await setRole(house.ledger, { ...decision, role: 'analyst' })).toBe(2)
  expect((await findSession(accounts, headers))?.account.role).toBe('analyst')
  expect(await newest()).toMatchObject({
    ...{ actor: admin, role: 'admin', act: 'role-change', subject: person },
    details: { from: 'reader', to: 'analyst' },
  })
})

test('the second of two is told what the first changed, and nothing happens', async () => {
  const both = await Promise.allSettled(
    (['researcher', 'analyst'] as const).map((role) =>
      setRole(house.ledger, { person, role, seenVersion: 1, by: byAdmin() }),
    ),
  )
  const refused = both.filter((one) => one.status === 'rejected').map((one) => one.reason as PersonChanged)
  expect(refused).toHaveLength(1)
  const { role, version } = (await findPerson(house.ledger, person))!
  expect(version).toBe(2)
  expect(refused[0]).toBeInstanceOf(PersonChanged)
  expect(refused[0].message).toBe(`person: changed since version 1, now 2; role reader → ${role}`)
  expect(refused[0].changes).toMatchObject([{ version: 2, by: admin }])
})

test('a role that is there already makes no version and no entry', async () => {
  const before = await newest()
  expect(await setRole(house.ledger, { person, role: 'reader', seenVersion: 1, by: owner })).toBe(1)
  expect(await newest()).toEqual(before)
})

test('an unknown person is named by id', async () => {
  await expect(
    setRole(house.ledger, { person: 'nobody', role: 'admin', seenVersion: 1, by: owner }),
  ).rejects.toThrow(/^unknown person: nobody$/)
})

test('whoever is no admin any more changes nothing, whatever the request began with', async () => {
  await expect(
    setRole(house.ledger, {
      person,
      role: 'admin',
      seenVersion: 1,
      by: actorOf({ id: person, role: 'admin' }),
    }),
  ).rejects.toThrow(/^no access: manage-people needs the role admin, found reader$/)
  expect((await findPerson(house.ledger, person))?.role).toBe('reader')
})

test('the last admin keeps the role and the access; of two who take it from each other one stays', async () => {
  const last = /^last admin: expected another admin to stay; make somebody admin first$/
  const { version } = (await findPerson(house.ledger, admin))!
  const self = { person: admin, seenVersion: version, by: byAdmin() }
  await expect(setRole(house.ledger, { ...self, role: 'reader' })).rejects.toThrow(last)
  await expect(endAccess(house.ledger, self)).rejects.toThrow(last)
  await setRole(house.ledger, { person, role: 'admin', seenVersion: 1, by: owner })
  const both = await Promise.allSettled([
    endAccess(house.ledger, { person, seenVersion: 2, by: byAdmin() }),
    endAccess(house.ledger, {
      ...{ person: admin, seenVersion: version, by: actorOf({ id: person, role: 'admin' }) },
    }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const admins = (await listPeople(house.ledger)).filter(({ role, ended }) => role === 'admin' && !ended)
  expect(admins).toHaveLength(1)
  if (admins[0].id !== admin) {
    await restoreAccess(house.ledger, { person: admin, role: 'admin', seenVersion: version + 1, by: owner })
    await setRole(house.ledger, { person, role: 'reader', seenVersion: 2, by: owner })
  }
})

test('ended access ends sessions, grants and sign-in at once, and comes back without grants', async () => {
  const headers = await enter(`person${count}`)
  const decision = { person, by: byAdmin() }
  const grant = { study: 'hoffmann-2021', right: 'rows', given: true } as const
  await setGrant(house.ledger, { ...decision, ...grant, seenVersion: 1 })
  expect(await hasRight(house.ledger, { person, ...grant })).toBe(true)
  expect(await endAccess(house.ledger, { ...decision, seenVersion: 2 })).toBe(3)
  expect(await findSession(accounts, headers)).toBeUndefined()
  expect(await hasRight(house.ledger, { person, ...grant })).toBe(false)
  expect((await newest()).details).toEqual({ sessions: 1, grants: 1, role: 'reader' })
  await expect(enter(`person${count}`)).rejects.toThrow(/^expected a session, found refused$/)
  await expect(setRole(house.ledger, { ...decision, role: 'admin', seenVersion: 3 })).rejects.toThrow(
    /^ended access: expected somebody with access; give it back first$/,
  )
  await restoreAccess(house.ledger, { ...decision, role: 'researcher', seenVersion: 3 })
  const back = await findPerson(house.ledger, person)
  expect(back).toMatchObject({ ended: false, role: 'researcher', version: 4, grants: [] })
  await enter(`person${count}`)
})

test('a grant holds to the end of its last day and is over after', async () => {
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
  const grant = { person, study: 'hoffmann-2021', right: 'excerpts', given: true, by: byAdmin() } as const
  await setGrant(house.ledger, { ...grant, endsOn: day(1), seenVersion: 1 })
  expect(await hasRight(house.ledger, grant)).toBe(true)
  expect((await findPerson(house.ledger, person))?.grants).toEqual([
    { study: 'hoffmann-2021', right: 'excerpts', endsOn: day(1), over: false },
  ])
  await setGrant(house.ledger, { ...grant, endsOn: day(-2), seenVersion: 2 })
  expect(await hasRight(house.ledger, grant)).toBe(false)
  expect((await findPerson(house.ledger, person))?.grants).toMatchObject([{ over: true }])
  expect(await hasRight(house.ledger, { ...grant, right: 'rows' })).toBe(false)
  expect(await setGrant(house.ledger, { ...grant, given: false, seenVersion: 3 })).toBe(4)
  expect(await newest()).toMatchObject({ act: 'grant-change', details: { given: false, right: 'excerpts' } })
  expect((await findPerson(house.ledger, person))?.grants).toEqual([])
})

test('a grant names a study, a right and a day', async () => {
  const grant = { person, study: 'a', right: 'rows', given: true, seenVersion: 1, by: owner } as const
  await expect(setGrant(house.ledger, { ...grant, study: '../x' })).rejects.toThrow(
    /^study: expected the name of a study, found \.\.\/x$/,
  )
  await expect(setGrant(house.ledger, { ...grant, endsOn: '2027-02-30' })).rejects.toThrow(
    /^last day: expected a day as 2027-01-31, found 2027-02-30$/,
  )
  await expect(setGrant(house.ledger, { ...grant, right: 'all' as 'rows' })).rejects.toThrow(
    /^unknown right: all; expected one of rows, excerpts, unsuppressed$/,
  )
})

test('a person is found by address in any case', async () => {
  expect((await findPersonByEmail(house.ledger, ' ADMIN@example.org'))?.id).toBe(admin)
})
