import { brotliDecompressSync } from 'node:zlib'
import { get as httpGet } from 'node:http'
import { expect, inject, test } from 'vitest'
import { firstRelation } from './pages.ts'

const { address } = inject('house')
const post = (
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = { origin: address },
) => fetch(address + path, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' })

test('nothing inline, nothing from elsewhere, and no frame around it', async () => {
  const { headers } = await fetch(address + firstRelation)
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('same-origin')
})

test('errors and redirects carry the same headers', async () => {
  for (const path of ['/nowhere', '/relations?study=kora-2017', '/api/health'])
    expect((await fetch(address + path, { redirect: 'manual' })).headers.get('x-frame-options')).toBe('DENY')
})

test('a choice of language is kept in a cookie that scripts cannot read, and leads back', async () => {
  const answer = await post('/language', { language: 'en', return: firstRelation })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, firstRelation])
  expect(answer.headers.get('set-cookie')).toMatch(/^language=en; .*HttpOnly; SameSite=Lax/i)
  const theme = await post('/theme', { theme: 'dark', return: 'https://evil.example' })
  expect([theme.headers.get('location'), theme.headers.get('set-cookie')?.split(';')[0]]).toEqual([
    '/',
    'theme=dark',
  ])
})

test('a form from another site, or from nowhere, is refused', async () => {
  for (const headers of [{ origin: 'https://evil.example' }, {}] as Record<string, string>[])
    expect((await post('/language', { language: 'en' }, headers)).status).toBe(403)
})

test('a repeated question is answered from the cache, compressed, and known by its tag', async () => {
  const first = await raw(firstRelation, { 'accept-encoding': 'br' })
  const second = await raw(firstRelation, { 'accept-encoding': 'br' })
  expect(second.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(second.body).equals(brotliDecompressSync(first.body))).toBe(true)
  const third = await raw(firstRelation, { 'if-none-match': String(second.headers.etag) })
  expect([third.status, third.body.length]).toEqual([304, 0])
})

test('the relation page is at most 50 kB compressed on a cold load, styles and script included', async () => {
  const page = await raw(firstRelation, { 'accept-encoding': 'br' })
  const html = brotliDecompressSync(page.body).toString()
  const assets = [...html.matchAll(/(?:href|src)="(\/_app\/[^"]+|\/mark\.svg)"/g)].map(([, path]) => path)
  expect(assets.some((path) => path.endsWith('.js')) && assets.some((path) => path.endsWith('.css'))).toBe(
    true,
  )
  const sizes = await Promise.all(
    [...new Set(assets)].map(async (path) => (await raw(path, { 'accept-encoding': 'br' })).body.length),
  )
  expect(page.body.length + sizes.reduce((a, b) => a + b, 0)).toBeLessThan(50 * 1024)
})

type Raw = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }

/** `fetch` unpacks what it gets; sizes are of what travels. */
function raw(path: string, headers: Record<string, string>): Promise<Raw> {
  return new Promise((answered, failed) => {
    httpGet(address + path, { headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        answered({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      )
    }).on('error', failed)
  })
}
