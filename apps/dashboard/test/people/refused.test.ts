import { join } from 'node:path'
import { findPerson, listAuditEntries, owner, setGrant, verifyAuditLog } from '@pejling/ledger'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { access } from '#lib/server/access.ts'
import { openPeopleHouse, type PeopleHouse, send, signInAs } from './house.ts'

let house: PeopleHouse
let address: string
let closed: string
beforeAll(async () => {
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  address = await house.open()
  closed = await house.open({ PEJLING_EDITION: inject('house').closed })
}, 120_000)
afterAll(() => house.close())

/** How many transactions wait for their turn. */
async function waiting(): Promise<number> {
  const locks = house.ledger.withTables<{ pg_locks: { locktype: string; granted: boolean } }>()
  const rows = await locks
    .selectFrom('pg_locks')
    .select('locktype')
    .where('locktype', '=', 'advisory')
    .where('granted', '=', false)
    .execute()
  return rows.length
}
const refusedOf = async (actor: string) =>
  (await listAuditEntries(house.ledger, { actor, act: 'refused' })).reverse()
const doorsOf = async (actor: string) =>
  (await refusedOf(actor)).map(({ subject, details }) => [subject, details.why])

test(
  'every door that stays closed to somebody who is signed in is an act of theirs',
  { timeout: 60_000 },
  async () => {
    const bo = await house.addPerson('Bo', 'researcher')
    const cookie = await signInAs(address, 'Bo')
    const shut = Object.entries(access).filter(
      ([, need]) => need === 'manage-people' || need === 'read-audit-log',
    )
    for (const [door] of shut) {
      const [method, path] = door.replace('[person]', bo).split(' ')
      expect([door, (await send(address, method, path, { cookie, form: {} })).status]).toEqual([door, 403])
    }
    expect(await doorsOf(bo)).toEqual(shut.map(([door]) => [door, 'role']))
    const [entry] = await refusedOf(bo)
    expect(entry).toMatchObject({ actor: bo, role: 'researcher', act: 'refused' })
  },
)

test('a form from another site is refused, and an act of the one whose cookie it came with', async () => {
  const cleo = await house.addPerson('Cleo', 'admin')
  const cookie = await signInAs(address, 'Cleo')
  for (const origin of ['https://evil.example', 'null', null])
    expect((await send(address, 'POST', '/people?/invite', { cookie, form: {}, origin })).status).toBe(403)
  expect(await doorsOf(cleo)).toEqual([['POST /people?/invite', 'origin']])
})

test('rows of a study that was not granted are an act too, and nothing a visitor writes is in one', async () => {
  const dan = await house.addPerson('Dan', 'researcher')
  const cookie = await signInAs(closed, 'Dan')
  const rows = '/rows?study=lukket-2017&unit=institution&anna=hansen'
  expect((await send(closed, 'GET', rows, { cookie })).status).toBe(403)
  expect((await send(closed, 'POST', '/people?/anna-hansen', { cookie, form: {} })).status).toBe(403)
  expect(await doorsOf(dan)).toEqual([
    ['GET /rows', 'grant'],
    ['no such door at /people', 'unknown'],
  ])
  const grant = { study: 'lukket-2017', right: 'rows', given: true } as const
  await setGrant(house.ledger, { person: dan, by: owner, seenVersion: 1, ...grant })
  expect((await send(closed, 'GET', rows, { cookie })).status).toBe(200)
  expect(await doorsOf(dan)).toHaveLength(2)
})

test('three hundred tries at one door are one act, and nobody leaves none', { timeout: 60_000 }, async () => {
  const eli = await house.addPerson('Eli', 'reader')
  const cookie = await signInAs(address, 'Eli')
  const before = (await verifyAuditLog(house.ledger)).entries
  for (let n = 0; n < 30; n++)
    await Promise.all(Array.from({ length: 10 }, () => send(address, 'GET', '/audit-log', { cookie })))
  expect(await doorsOf(eli)).toEqual([['GET /audit-log', 'role']])
  for (let n = 0; n < 5; n++) {
    await send(address, 'POST', '/people?/invite', { form: {} })
    await send(address, 'POST', '/sign-in', { form: {}, origin: 'https://evil.example' })
  }
  expect((await verifyAuditLog(house.ledger)).entries).toBe(before + 1)
})

test(
  'a role that is taken away while the form is under way does not hold: nothing is done, and it is an act',
  { timeout: 30_000 },
  async () => {
    const fie = await house.addPerson('Fie', 'admin')
    const target = await house.addPerson('Gro', 'reader')
    const cookie = await signInAs(address, 'Fie')
    const forms = [
      ['/people?/invite', { email: 'ny@example.dk', role: 'admin' }],
      [`/people/${target}?/role`, { role: 'admin', version: '1' }],
      [`/people/${target}?/passwordLink`, {}],
    ] as const
    // Decisions about people take turns: this one is first, and theirs wait until it is made.
    const first = await house.ledger.startTransaction().execute()
    await first.selectNoFrom((eb) => eb.fn('pg_advisory_xact_lock', [eb.val(4173)]).as('turn')).execute()
    const answers = forms.map(([path, form]) => send(address, 'POST', path, { cookie, form }))
    await expect.poll(() => waiting(), { timeout: 10_000 }).toBe(forms.length)
    await first.updateTable('user').set({ role: 'reader' }).where('id', '=', fie).execute()
    await first.commit().execute()
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([403, 403, 403])
    expect((await findPerson(house.ledger, target))?.role).toBe('reader')
    expect(await house.ledger.selectFrom('invitation').select('id').execute()).toEqual([])
    expect((await doorsOf(fie)).sort()).toEqual(
      [
        ['POST /people/[person]?/passwordLink', 'role'],
        ['POST /people/[person]?/role', 'role'],
        ['POST /people?/invite', 'role'],
      ].sort(),
    )
  },
)
