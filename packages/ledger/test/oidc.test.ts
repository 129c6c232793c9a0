import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listAuditEntries } from '../src/audit-log.ts'
import type { Accounts } from '../src/index.ts'
import { oidcPath, openOidc } from '../src/oidc.ts'
import { beginSecondFactor, confirmSecondFactor } from '../src/second-factor.ts'
import { findSession } from '../src/sessions.ts'
import { completeSignIn } from '../src/sign-in-code.ts'
import { signIn } from '../src/sign-in.ts'
import { type Claims, client, openProvider, type OidcProvider } from './oidc-provider.ts'
import { addPerson, cookiesOf, countingGate, password, secret, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'
import { totp } from './totp.ts'

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
      secondFactor: ['mfa', 'urn:town:strong'],
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

test.each([
  ['another nonce', { nonce: 'of another sign-in' }],
  ['no nonce', { nonce: '' }],
  ['another audience', { aud: 'another client' }],
  ['a time that is past', { exp: Math.floor(Date.now() / 1000) - 3600 }],
])('a token with %s is none', async (_, said) => {
  const before = await listAuditEntries(house.ledger, {}, 1)
  expect(await enter(claims(said))).toEqual(refused)
  expect(await listAuditEntries(house.ledger, {}, 1)).toEqual(before)
})

test('metadata of another issuer is refused, and asked for again the next time', async () => {
  const other = await openProvider(0, 'https://elsewhere.example')
  const said = `single sign-on: expected metadata of ${other.issuer}, found https://elsewhere.example`
  const oidc = open(false, other.issuer)
  for (let n = 0; n < 2; n++) await expect(oidc.begin('/')).rejects.toThrow(new Error(said))
  await expect(oidc.finish(new Request(`${baseURL}${oidcPath}?code=a&state=b`))).rejects.toThrow(
    new Error(said),
  )
  await other.stop()
})

test('who has a second factor is asked for it, unless the provider says that it asked', async () => {
  const attempt = {
    email: `person${count}@example.org`,
    password,
    address: '192.0.2.1',
    headers: new Headers(),
  }
  const byPassword = await signIn(house.ledger, accounts, attempt, countingGate())
  if (byPassword.kind !== 'signed-in') throw new Error('expected a session')
  const headers = cookiesOf(byPassword.headers)
  const { uri, recoveryCodes } = await beginSecondFactor(house.ledger, accounts, { password, headers })
  await confirmSecondFactor(house.ledger, accounts, { code: totp(uri, -1), headers })

  const oidc = open()
  const comeBack = async (said: Claims) => {
    const { url, headers } = await oidc.begin('/relations?study=a')
    return oidc.finish(new Request(provider.consent(url, said), { headers: cookiesOf(headers) }))
  }
  for (const weak of [claims(), claims({ amr: ['pwd'] }), claims({ acr: 'urn:town:weak' })]) {
    const answer = await comeBack(weak)
    expect(answer.headers.get('location')).toBe('/sign-in/second-factor?return=%2Frelations%3Fstudy%3Da')
    expect(await findSession(accounts, cookiesOf(answer.headers))).toBeUndefined()
  }
  const step = async () => cookiesOf((await comeBack(claims())).headers)
  const complete = async (code: string, kind: 'totp' | 'recovery') =>
    completeSignIn(house.ledger, accounts, { code, kind, headers: await step() }, countingGate())
  expect(await complete('000000', 'totp')).toEqual({ kind: 'refused' })
  const done = await complete(totp(uri), 'totp')
  if (done.kind === 'refused') throw new Error('expected to be let in')
  const session = await findSession(accounts, cookiesOf(done.headers))
  expect([session?.account.id, session?.session.provenByProvider]).toEqual([person, false])
  const newest = async () => (await listAuditEntries(house.ledger, {}, 1))[0]
  expect(await newest()).toMatchObject({ actor: person, details: { by: 'single sign-on and totp' } })
  expect((await complete(recoveryCodes[0], 'recovery')).kind).toBe('signed-in')

  for (const strong of [claims({ amr: ['pwd', 'mfa'] }), claims({ acr: 'urn:town:strong' })]) {
    const answer = await comeBack(strong)
    expect(answer.headers.get('location')).toBe('/relations?study=a')
    const found = await findSession(accounts, cookiesOf(answer.headers))
    expect(found?.session.provenByProvider).toBe(true)
  }
})

test('somebody the provider knows and we do not leaves an entry without a name', async () => {
  await enter(claims({ sub: 'stranger', email: 'another.stranger@example.org' }))
  expect((await listAuditEntries(house.ledger, {}, 1))[0]).toMatchObject({
    ...{ actor: 'nobody', act: 'sign-in-failed', subject: 'unknown', details: { by: 'single sign-on' } },
  })
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
