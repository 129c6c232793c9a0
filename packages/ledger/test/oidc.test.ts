import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listAuditEntries } from '../src/audit-log.ts'
import type { Accounts } from '../src/index.ts'
import { oidcPath, openOidc } from '../src/oidc.ts'
import { findSession } from '../src/sessions.ts'
import { signIn } from '../src/sign-in.ts'
import { type Claims, client, openProvider, type OidcProvider } from './oidc-provider.ts'
import { addPerson, cookiesOf, countingGate, password, secret, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
let provider: OidcProvider
let accounts: Accounts
let person: string
let count = 0
beforeAll(async () => {
  house = await testLedger()
  provider = await openProvider()
  accounts = testAccounts(house.ledger)
}, 60_000)
afterAll(async () => {
  await provider.stop()
  await house.stop()
})
beforeEach(async () => {
  person = await addPerson(accounts, `person${(count += 1)}`)
})

const baseURL = 'http://127.0.0.1:4170'
const open = (trustEmail = false, issuer = provider.issuer) =>
  openOidc(
    house.ledger,
    { secret, baseURL },
    {
      ...{ issuer, clientId: client.id, clientSecret: client.secret, name: 'The town', trustEmail },
    },
  )
const claims = (more: Partial<Claims> = {}): Claims => ({
  ...{ sub: `sub${count}`, email: `person${count}@example.org`, email_verified: true, name: 'Per' },
  ...more,
})

/** Goes there and comes back, with the cookies a browser would carry. */
async function enter(said: Claims, oidc = open()) {
  const { url, headers } = await oidc.begin('/relations?study=a')
  const back = provider.consent(url, said)
  expect(new URL(back).pathname).toBe(oidcPath)
  const answer = await oidc.finish(new Request(back, { headers: cookiesOf(headers) }))
  const session = await findSession(accounts, cookiesOf(answer.headers))
  return { status: answer.status, location: answer.headers.get('location') ?? '', session }
}
const refused = {
  status: 302,
  session: undefined,
  location: expect.stringMatching(/^\/sign-in\?problem=sso/),
}

test('somebody with an account signs in with the provider, is sent on, and it is recorded', async () => {
  const { status, location, session } = await enter(claims())
  expect({ status, location }).toEqual({ status: 302, location: '/relations?study=a' })
  expect(session?.account).toMatchObject({ id: person, email: `person${count}@example.org`, role: 'reader' })
  expect((await listAuditEntries(house.ledger, {}, 1))[0]).toMatchObject({
    ...{ act: 'sign-in', actor: person, details: { by: 'single sign-on' } },
  })
})

test('the second time the provider’s own number counts, whatever the address is now', async () => {
  await enter(claims())
  expect((await enter(claims({ email: 'new@example.org' }))).session?.account.id).toBe(person)
})

test('nobody gets an account by it', async () => {
  expect(await enter(claims({ sub: 'stranger', email: 'stranger@example.org' }))).toEqual(refused)
  expect(
    await house.ledger.selectFrom('user').select('id').where('email', '=', 'stranger@example.org').execute(),
  ).toEqual([])
})

test('ended access is ended here too', async () => {
  await enter(claims())
  await house.ledger.updateTable('user').set({ banned: true }).where('id', '=', person).execute()
  expect(await enter(claims())).toEqual(refused)
})

test('an address the provider has not checked is no proof, unless the provider is trusted with that', async () => {
  expect(await enter(claims({ email_verified: false }))).toEqual(refused)
  const { session } = await enter(claims({ email_verified: undefined }), open(true))
  expect(session?.account.id).toBe(person)
})

test('a token signed with another key is none', async () => {
  provider.forge(true)
  try {
    expect(await enter(claims())).toEqual(refused)
  } finally {
    provider.forge(false)
  }
})

test('an answer to a question of another browser, or to none, is refused', async () => {
  const oidc = open()
  const { url } = await oidc.begin('/')
  const back = provider.consent(url, claims())
  const answer = await oidc.finish(new Request(back))
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toMatch(/^\/sign-in\?problem=sso/)
  expect(await findSession(accounts, cookiesOf(answer.headers))).toBeUndefined()
})

test('while the provider is away passwords go on, and it is asked again once it is back', async () => {
  const other = await openProvider()
  const port = Number(new URL(other.issuer).port)
  await other.stop()
  const oidc = open(false, other.issuer)
  await expect(oidc.begin('/')).rejects.toThrow(/^single sign-on: the provider does not answer$/)
  const attempt = {
    email: `person${count}@example.org`,
    password,
    address: '192.0.2.1',
    headers: new Headers(),
  }
  expect((await signIn(house.ledger, accounts, attempt, countingGate())).kind).toBe('signed-in')
  const again = await openProvider(port)
  expect((await oidc.begin('/')).url).toMatch(/\/authorize\?/)
  await again.stop()
})

test('it sends people back to nowhere but this site, and answers nothing but those who come back', async () => {
  for (const back of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', ''])
    await expect(open().begin(back)).rejects.toThrow(/^back: expected a page of this site$/)
  for (const path of ['/api/auth/sign-up/email', '/api/auth/admin/list-users', `${oidcPath}/x`])
    expect((await open().finish(new Request(`${baseURL}${path}`))).status).toBe(404)
})
