import { openQueue } from '@pejling/ledger'
import { expect, inject, test } from 'vitest'
import { serve } from '../global-setup.ts'
import { freePort } from './free-port.ts'

const { address, databaseUrl, home, live } = inject('house')

test('ready says what is there, and strictly only with a worker', async () => {
  const ask = async (query = '') => {
    const answer = await fetch(`${address}/api/ready${query}`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    return [answer.status, await answer.json()]
  }
  const state = { edition: live, ledger: 'reachable', stopping: false }
  expect(await ask()).toMatchObject([200, { ...state, ready: true }])
  const worker = await openQueue(databaseUrl, 'worker')
  try {
    await expect.poll(() => ask('?strict')).toMatchObject([200, { ...state, whole: true, workers: 1 }])
  } finally {
    await worker.stop()
  }
  await expect.poll(() => ask('?strict')).toMatchObject([503, { ready: true, whole: false, workers: 0 }])
}, 60_000)

test('metrics count what was asked by its pattern', async () => {
  const count = async () => {
    const text = await (await fetch(`${address}/metrics`)).text()
    return Number(
      /^pejling_http_requests_total\{method="GET",route="\/studies\/\[study\]",status="200"\} (\d+)$/m.exec(
        text,
      )?.[1] ?? 0,
    )
  }
  const before = await count()
  await (await fetch(`${address}/studies/kora-2017?secret=anna`)).text()
  expect(await count()).toBeGreaterThan(before)
  const text = await (await fetch(`${address}/metrics`)).text()
  expect(text).toContain(`pejling_edition{hash="${live}"} 1\n`)
  expect(text).not.toMatch(/kora-2017|anna/)
})

test('the log tells requests by pattern, and neither addresses nor what stands in them', async () => {
  const { child, address } = await serve({ ...process.env, PEJLING_HOME: home, DATABASE_URL: databaseUrl })
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const answer = await fetch(`${address}/studies/kora-2017?mail=anna@kommune.dk&token=3FhZ0pQ8r5`)
  await fetch(`${address}/no/such/page/anna@kommune.dk`)
  await fetch(`${address}/api/health`)
  child.kill('SIGTERM')
  await new Promise((ended) => child.once('close', ended))
  const lines = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  // The first request is the server's own, for the home page.
  const requests = lines.filter(({ event, route }) => event === 'request' && route !== '/')
  expect(requests).toMatchObject([
    { level: 'info', method: 'GET', route: '/studies/[study]', status: 200 },
    { level: 'info', method: 'GET', route: null, status: 404 },
  ])
  expect(requests[0].request).toBe(answer.headers.get('x-request-id'))
  expect(requests[0].milliseconds).toBeGreaterThan(0)
  expect(said).not.toMatch(/anna|3FhZ|kora|such/)
}, 60_000)

test('behind a proxy: secure cookies, the readers address, TLS from now on, and no metrics without the token', async () => {
  const origin = 'https://pejling.example.dk'
  const token = 'a-token-only-for-this-test'
  const port = await freePort()
  const { child, address: told } = await serve({
    ...{ ...process.env, PEJLING_HOME: home, DATABASE_URL: databaseUrl, PORT: String(port) },
    ...{ PEJLING_ORIGIN: origin, PEJLING_TRUSTED_PROXY: '127.0.0.1', PEJLING_METRICS_TOKEN: token },
  })
  try {
    expect(told).toBe(origin)
    const direct = `http://127.0.0.1:${port}`
    const theme = await fetch(`${direct}/theme`, {
      ...{ method: 'POST', body: new URLSearchParams({ theme: 'dark' }), redirect: 'manual' },
      headers: { origin, 'x-forwarded-for': '8.8.8.8', 'x-forwarded-proto': 'http' },
    })
    expect(theme.status).toBe(303)
    expect(theme.headers.getSetCookie().join()).toMatch(/; Secure/i)
    expect(theme.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
    const elsewhere = await fetch(`${direct}/theme`, {
      ...{ method: 'POST', body: new URLSearchParams({ theme: 'dark' }), redirect: 'manual' },
      headers: { origin: direct },
    })
    expect(elsewhere.status).toBe(403)
    expect((await fetch(`${direct}/metrics`)).status).toBe(404)
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(`${direct}/metrics`, { headers })).status).toBe(200)
  } finally {
    child.kill('SIGTERM')
  }
}, 60_000)

test('settings that are wrong are a line each and exit code 2', async () => {
  const wrong = { ...process.env, PEJLING_HOME: home, PEJLING_PUBLIC: 'perhaps', PEJLING_ORIGEN: 'x' }
  await expect(serve(wrong)).rejects.toThrow(
    new Error(
      'server: ended with 2: unknown setting: PEJLING_ORIGEN (did you mean PEJLING_ORIGIN?)\n' +
        'PEJLING_PUBLIC: expected yes or no, found perhaps',
    ),
  )
})
