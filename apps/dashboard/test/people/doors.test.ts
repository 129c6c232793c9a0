import { stat } from 'node:fs/promises'
import { request } from 'node:http'
import { basename, join } from 'node:path'
import {
  type Capability,
  capabilities,
  endAccess,
  endSessions,
  findPerson,
  listAuditEntries,
  owner,
  restoreAccess,
  type Role,
  roles,
  setGrant,
  setRole,
} from '@pejling/ledger'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { access } from '#lib/server/access.ts'
import { openPeopleHouse, type PeopleHouse, send, signInAs } from './house.ts'
import { doorsOnDisk, routesOnDisk } from './routes.ts'

/** What a visitor is when standing at a door: a role, or nobody. */
type Visitor = { name: string; cookie?: string; role?: Role }
type Outcome = 'in' | 'sign in' | 'signed out' | 'no access'

let house: PeopleHouse
let reader: string
const addresses: Record<'public' | 'closed', string> = { public: '', closed: '' }
const ids: Record<string, string> = {}

beforeAll(async () => {
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  for (const role of roles) ids[role] = await house.addPerson(`a-${role}`, role)
  ids.granted = await house.addPerson('granted', 'researcher')
  ids.demoted = await house.addPerson('demoted', 'admin')
  for (const name of ['ended', 'gone', 'banned']) ids[name] = await house.addPerson(name, 'admin')
  reader = ids.reader
  addresses.public = await house.open()
  addresses.closed = await house.open({ PEJLING_PUBLIC: 'no' })
}, 120_000)
afterAll(() => house.close())

test('every page, action and endpoint on disk is in the table of access, and nothing else is', async () => {
  expect(Object.keys(access).sort()).toEqual(await doorsOnDisk())
})

test.each(['public', 'closed'] as const)(
  'in a %s house each door lets in exactly those whom the table lets in',
  { timeout: 180_000 },
  async (kind) => {
    const address = addresses[kind]
    // Signing out is last, since it ends what the others stand on.
    const doors = Object.keys(access).sort(
      (a, b) => Number(a.includes('sign-out')) - Number(b.includes('sign-out')),
    )
    await restore()
    for (const visitor of await visitors(address)) {
      // So many doors are more than a program may ask for in a minute, which is another test's matter.
      await house.ledger.deleteFrom('api_request').execute()
      const wrong: unknown[] = []
      for (const door of doors) {
        const found = await outcomeAt(address, door, visitor)
        const expected = expectedAt(door, visitor, kind === 'public')
        if (found !== expected) wrong.push({ door, found, expected })
      }
      expect([visitor.name, wrong]).toEqual([visitor.name, []])
    }
  },
)

test(
  'rows of a study that is not open are for a researcher with its right, while it lasts',
  { timeout: 60_000 },
  async () => {
    const address = await house.open({ PEJLING_EDITION: inject('house').closed })
    const doors = [
      '/rows?study=lukket-2017&unit=institution',
      '/files/lukket-2017/units/institution.csv',
      '/studies/lukket-2017/units/institution',
      '/studies/lukket-2017/units/institution/1A',
    ]
    const at = async (visitor: Visitor) =>
      Promise.all(doors.map(async (path) => outcomeOf(await send(address, 'GET', path, visitor))))
    const both = (outcome: Outcome) => doors.map(() => outcome)

    expect(await at({ name: 'nobody' })).toEqual(both('sign in'))
    for (const role of roles) {
      const cookie = await signInAs(address, `a-${role}`)
      expect([role, await at({ name: role, cookie })]).toEqual([role, both('no access')])
    }

    const cookie = await signInAs(address, 'granted')
    const granted = { name: 'granted', cookie }
    const decision = { person: ids.granted, by: owner, study: 'lukket-2017', right: 'rows' } as const
    let version = await setGrant(house.ledger, { ...decision, seenVersion: 1, given: true })
    expect(await at(granted)).toEqual(both('in'))
    const seen = await listAuditEntries(house.ledger, { actor: ids.granted, act: 'see-rows' })
    expect(seen.map(({ subject, details }) => [subject, details.page]).sort()).toEqual([
      ['lukket-2017', '/files/[study]/[...path]'],
      ['lukket-2017', '/rows'],
      ['lukket-2017', '/studies/[study]/units/[unit]'],
      ['lukket-2017', '/studies/[study]/units/[unit]/[key]'],
    ])

    version = await setGrant(house.ledger, {
      ...decision,
      seenVersion: version,
      given: true,
      endsOn: '2020-01-01',
    })
    expect(await at(granted)).toEqual(both('no access'))
    version = await setGrant(house.ledger, { ...decision, seenVersion: version, given: true })
    await setRole(house.ledger, { person: ids.granted, by: owner, seenVersion: version, role: 'reader' })
    expect(await at(granted)).toEqual(both('no access'))
  },
)

test('an older edition does not open what it says is closed', async () => {
  const edition = basename(inject('house').closed, '.duckdb')
  const path = `/rows?study=lukket-2017&unit=institution&edition=${edition}`
  const ask = async (cookie?: string) => outcomeOf(await send(addresses.public, 'GET', path, { cookie }))
  expect(await ask()).toBe('sign in')
  expect(await ask(await signInAs(addresses.public, 'a-analyst'))).toBe('no access')
})

test('a session that was not used for two hours is nobody, one that was is kept', async () => {
  const cookie = await signInAs(addresses.public, 'a-analyst')
  const at = async (minutes: number) => {
    const updatedAt = new Date(Date.now() - minutes * 60_000)
    await house.ledger.updateTable('session').set({ updatedAt }).where('userId', '=', ids.analyst).execute()
    return outcomeOf(await send(addresses.public, 'GET', '/account', { cookie }))
  }
  expect([await at(119), await at(121), await at(0)]).toEqual(['in', 'sign in', 'sign in'])
})

test('a door that is not in the table stays closed, whatever the method', { timeout: 60_000 }, async () => {
  const { origin, port, hostname } = new URL(addresses.public)
  const cookie = await signInAs(addresses.public, 'a-admin')
  const ask = (method: string, path: string) =>
    new Promise<number>((answered, failed) =>
      request({ method, path, port, hostname, headers: { origin, cookie } }, (response) => {
        response.resume()
        answered(response.statusCode ?? 0)
      })
        .on('error', failed)
        .end(),
    )
  for (const route of routesOnDisk()) {
    const path = pathOf(`GET ${route}`).replace(/^GET /, '')
    // TRACE does not even become a request.
    expect([route, await ask('TRACE', path)]).toEqual([route, 400])
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      if (!(`${method} ${route}` in access))
        expect([method, route, await ask(method, path)]).toEqual([method, route, 403])
    if (!(`POST ${route}` in access)) expect([route, await ask('POST', path)]).toEqual([route, 403])
    expect([route, await ask('POST', `${path}?/nothingOfTheKind`)]).toEqual([route, 403])
  }
})

test('the command line has one line: the home folder is its owner’s alone', async () => {
  expect((await stat(inject('house').home)).mode & 0o777).toBe(0o700)
})

async function visitors(address: string): Promise<Visitor[]> {
  const signedIn = await Promise.all(
    roles.map(async (role) => ({ name: role, cookie: await signInAs(address, `a-${role}`), role })),
  )
  const demoted = await signInAs(address, 'demoted')
  const demotion = { person: ids.demoted, by: owner, seenVersion: await versionOf(ids.demoted) }
  await setRole(house.ledger, { ...demotion, role: 'reader' })
  const ended = await signInAs(address, 'ended')
  await endSessions(house.ledger, { person: ids.ended, by: owner })
  const gone = await signInAs(address, 'gone')
  await endAccess(house.ledger, { person: ids.gone, by: owner, seenVersion: await versionOf(ids.gone) })
  // As if the session had been made in the very moment the access ended, and were still there.
  const banned = await signInAs(address, 'banned')
  await house.ledger.updateTable('user').set({ banned: true }).where('id', '=', ids.banned).execute()
  return [
    { name: 'nobody' },
    { name: 'an admin’s session that has ended', cookie: ended },
    { name: 'an admin whose access ended while the session was open', cookie: gone },
    { name: 'an admin whose access ended, with a session that is left', cookie: banned },
    { name: 'a cookie that somebody made up', cookie: 'pejling.session_token=abc.def' },
    { name: 'an admin whose role was just taken away', cookie: demoted, role: 'reader' },
    ...signedIn,
  ]
}

async function versionOf(person: string): Promise<number> {
  return (await findPerson(house.ledger, person))!.version
}

/** Everybody has what they lost in the house before. */
async function restore(): Promise<void> {
  await setRole(house.ledger, {
    ...{ person: ids.demoted, by: owner, seenVersion: await versionOf(ids.demoted), role: 'admin' },
  })
  const seenVersion = await versionOf(ids.gone)
  await restoreAccess(house.ledger, { person: ids.gone, by: owner, seenVersion, role: 'admin' })
  await house.ledger.updateTable('user').set({ banned: false }).where('id', '=', ids.banned).execute()
}

/** The table as it is meant, said once more in other words. */
function expectedAt(door: string, { role }: Visitor, publicHouse: boolean): Outcome {
  const need = access[door]
  const open =
    need === 'nothing' || (need === 'account' && role !== undefined) || mayDo(need, role, publicHouse)
  if (open) return 'in'
  if (role) return 'no access'
  // A program is not sent to a page: it is told.
  return door.startsWith('GET ') && !door.startsWith('GET /api/v1') ? 'sign in' : 'signed out'
}

function mayDo(need: string, role: Role | undefined, publicHouse: boolean): boolean {
  const as = role ?? (publicHouse ? 'reader' : undefined)
  // Rows of the open study that is asked about here are for whoever may see figures.
  const capability = need === 'see-rows' ? 'see-figures' : need
  if (as === undefined || !(capability in capabilities)) return false
  return roles.indexOf(as) >= roles.indexOf(capabilities[capability as Capability])
}

async function outcomeAt(address: string, door: string, visitor: Visitor): Promise<Outcome> {
  const [method, path] = pathOf(door).split(' ')
  const answer = await send(address, method, path, { cookie: visitor.cookie, form: {} })
  return outcomeOf(answer)
}

function outcomeOf(answer: Response): Outcome {
  if (answer.status === 401) return 'signed out'
  if (answer.status === 403) return 'no access'
  if (answer.status >= 500) throw new Error(`${answer.url}: found ${answer.status}`)
  return answer.status === 303 && answer.headers.get('location')?.startsWith('/sign-in?return=')
    ? 'sign in'
    : 'in'
}

function pathOf(door: string): string {
  const path = door
    .replace('[study]', 'kora-2017')
    .replace('[...path]', 'published/cells.csv')
    .replace('[unit]', 'institution')
    .replace('[key]', '1A')
    .replace('[variable]', 'load_degree')
    .replace('[indicator]', 'staff_ratio')
    .replace('[person]', reader)
    .replace('[run]', '1')
    .replace('[upload]', '1')
    .replace('[file]', '0'.repeat(32))
    .replace('[edition]', 'nobody-made-this')
    .replace('[token]', 'nobody-knows-this')
  return path === 'GET /rows' ? `${path}?study=kora-2017&unit=institution` : path
}
