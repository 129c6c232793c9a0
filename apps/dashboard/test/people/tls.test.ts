import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { access } from '#lib/server/access.ts'
import { openPeopleHouse, type PeopleHouse, send, signInAs } from './house.ts'

const origin = 'https://pejling.example.dk'
let house: PeopleHouse
/** The dashboard as its proxy reaches it, and one without a proxy. */
let [behind, plain] = ['', '']
beforeAll(async () => {
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  await house.addPerson('Ada', 'admin')
  const port = await freePort()
  await house.open({ PEJLING_ORIGIN: origin, PORT: String(port) })
  behind = `http://127.0.0.1:${port}`
  plain = await house.open()
}, 120_000)
afterAll(() => house.close())

test('files, pages, errors and redirects all carry the headers', async () => {
  const file = /src="(\/_app\/[^"]+\.js)"/.exec(await (await send(behind, 'GET', '/about')).text())![1]
  for (const path of [
    file,
    '/mark.svg',
    '/about',
    '/nowhere',
    '/people',
    '/_app/nothing.js',
    '/api/health',
  ]) {
    const { headers } = await send(behind, 'GET', path)
    expect([path, headers.get('strict-transport-security')]).toEqual([
      path,
      'max-age=31536000; includeSubDomains',
    ])
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
    expect([path, headers.get('content-security-policy')]).toEqual([
      path,
      expect.stringMatching(/^default-src 'none'; .*base-uri 'none'; frame-ancestors 'none'$/),
    ])
  }
  expect((await send(plain, 'GET', '/about')).headers.get('strict-transport-security')).toBeNull()
})

test('behind TLS cookies are secure, out of reach of scripts, and of this site', async () => {
  const form = { email: 'ada@example.dk', password: 'fire ugler på en mur', language: 'en', theme: 'dark' }
  const given = (
    await Promise.all(
      ['/sign-in', '/language', '/theme'].map((path) => send(behind, 'POST', path, { form, origin })),
    )
  ).flatMap(({ headers }) => headers.getSetCookie())
  expect(given.map((line) => line.split('=')[0]).sort()).toEqual([
    '__Host-language',
    '__Host-pejling.device',
    '__Host-pejling.session_token',
    '__Host-theme',
  ])
  for (const line of given) {
    expect(line).toMatch(/(?=.*; Secure)(?=.*; HttpOnly)(?=.*; SameSite=Lax)(?=.*; Path=\/(;|$))/i)
    expect(line).not.toMatch(/domain=/i)
  }
  const cookie = given.map((line) => line.split(';')[0]).join('; ')
  const page = await send(behind, 'GET', '/account', { cookie })
  expect([page.status, /<html lang="(..)"/.exec(await page.text())?.[1]]).toEqual([200, 'en'])
  const unprefixed = cookie.replaceAll('__Host-', '')
  expect((await send(behind, 'GET', '/account', { cookie: unprefixed })).status).toBe(303)
  const out = (await send(behind, 'POST', '/sign-out', { cookie, form: {}, origin })).headers.getSetCookie()
  expect(out.find((line) => line.startsWith('__Host-pejling.session_token=;'))).toMatch(
    /(?=.*; Max-Age=0)(?=.*; Path=\/)(?=.*; Secure)/i,
  )
})

test('without TLS no cookie is secure or has a prefix, or a browser would not keep it', async () => {
  const form = { email: 'ada@example.dk', password: 'fire ugler på en mur', language: 'en' }
  const given = (
    await Promise.all(['/sign-in', '/language'].map((path) => send(plain, 'POST', path, { form })))
  ).flatMap(({ headers }) => headers.getSetCookie())
  expect(given.map((line) => line.split('=')[0]).sort()).toEqual([
    'language',
    'pejling.device',
    'pejling.session_token',
  ])
  for (const line of given) expect(line).not.toMatch(/; Secure/i)
})

test('no form of another site gets through any door', async () => {
  const cookie = await signInAs(plain, 'Ada')
  const doors = Object.keys(access).filter((door) => door.startsWith('POST '))
  expect(doors.length).toBeGreaterThan(15)
  for (const door of doors)
    for (const origin of ['https://evil.example', 'null', null]) {
      const answer = await send(plain, 'POST', door.slice(5), { cookie, form: {}, origin })
      expect([door, origin, answer.status]).toEqual([door, origin, 403])
    }
})

test('what is seen signed in is kept nowhere', async () => {
  const cookie = await signInAs(plain, 'Ada')
  for (const path of ['/', '/account', '/people', '/audit-log', '/audit-log/export', '/nowhere'])
    expect([path, (await send(plain, 'GET', path, { cookie })).headers.get('cache-control')]).toEqual([
      path,
      'no-store',
    ])
  const out = await send(plain, 'POST', '/sign-out', { cookie, form: {} })
  expect(out.headers.get('clear-site-data')).toBe('"cache"')
  expect((await send(plain, 'GET', '/')).headers.get('cache-control')).toBe('private, no-cache')
})

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
