import { join } from 'node:path'
import { confirmSecondFactor, findPersonByEmail, roles } from '@pejling/ledger'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { access } from '#lib/server/access.ts'
import { cookiesOf, openPeopleHouse, password, type PeopleHouse, send, signInAs } from './house.ts'
import { totp } from './totp.ts'

let house: PeopleHouse
const setUp = '/account/second-factor'
const addresses: Record<'offered' | 'admins' | 'everyone', string> = { offered: '', admins: '', everyone: '' }
beforeAll(async () => {
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  for (const role of roles) await house.addPerson(`a-${role}`, role)
  addresses.offered = await house.open()
  for (const policy of ['admins', 'everyone'] as const)
    addresses[policy] = await house.open({ PEJLING_SECOND_FACTOR: policy })
}, 120_000)
afterAll(() => house.close())

test.each([
  ['offered', []],
  ['admins', ['admin']],
  ['everyone', [...roles]],
] as const)('with %s, those of %j must have a second factor', { timeout: 60_000 }, async (policy, asked) => {
  const led: string[] = []
  for (const role of roles) {
    const cookie = await signInAs(addresses[policy], `a-${role}`)
    const answer = await send(addresses[policy], 'GET', '/', { cookie })
    if (answer.status === 303 && answer.headers.get('location') === setUp) led.push(role)
    else expect([role, answer.status]).toEqual([role, 200])
  }
  expect(led).toEqual(asked)
})

test(
  'without the second factor it must have an account passes no door of a role, and every door once it has it',
  { timeout: 60_000 },
  async () => {
    const address = addresses.admins
    const cookie = await signInAs(address, 'a-admin')
    const doors = Object.entries(access).filter(([door]) => !door.includes('sign-out'))
    for (const [door, need] of doors) {
      const [method, path] = pathOf(door)
      const answer = await send(address, method, path, { cookie, form: {} })
      const led = answer.headers.get('location') === setUp
      // A person is led to where one gets it; a form and a program are refused.
      const leads = method === 'GET' && !path.startsWith('/api/v1/')
      const closed = leads ? answer.status === 303 && led : answer.status === 403
      expect([door, closed]).toEqual([door, need !== 'nothing' && need !== 'account'])
    }
    const told = await send(address, 'POST', '/people?/invite', { cookie, form: {} })
    expect(await told.text()).toContain(`href="${setUp}"`)

    const form = { password }
    const page = await (await send(address, 'POST', `${setUp}?/begin`, { cookie, form })).text()
    const uri = /otpauth:[^"]+/.exec(page)![0].replaceAll('&amp;', '&')
    const headers = new Headers({ cookie })
    const renewed = cookiesOf(
      new Response(null, {
        headers: await confirmSecondFactor(house.ledger, house.accounts, { code: totp(uri), headers }),
      }),
    )
    for (const path of ['/', '/people'])
      expect((await send(address, 'GET', path, { cookie: renewed })).status).toBe(200)
  },
)

test('a session for which the provider asked for a second factor needs none here', async () => {
  const cookie = await signInAs(addresses.everyone, 'a-analyst')
  const status = async () => (await send(addresses.everyone, 'GET', '/', { cookie })).status
  expect(await status()).toBe(303)
  const person = (await findPersonByEmail(house.ledger, 'a-analyst@example.dk'))!.id
  await house.ledger
    .updateTable('session')
    .set({ provenBy: 'provider' })
    .where('userId', '=', person)
    .execute()
  expect(await status()).toBe(200)
})

function pathOf(door: string): string[] {
  return door
    .replace('[study]', 'kora-2017')
    .replace('[...path]', 'published/cells.csv')
    .replace('[person]', 'nobody')
    .replace('[token]', 'nobody-knows-this')
    .split(' ')
}
