import { expect, test } from 'vitest'
import { mayReadMetrics } from '#lib/server/metrics-access.ts'
import { openMetrics } from '#lib/server/metrics.ts'
import { findReadiness, type Readiness } from '#lib/server/readiness.ts'

const state: Readiness = {
  ...{ ready: true, whole: true, edition: 'a1b2', ledger: 'reachable' },
  ...{ workers: 1, waiting: 3, stopping: false },
}

test('requests are counted and timed by pattern, method and status', async () => {
  const metrics = openMetrics()
  const request = { method: 'GET', route: '/studies/[study]', status: 200 }
  metrics.answered({ ...request, seconds: 0.25 })
  metrics.answered({ ...request, seconds: 0.5 })
  metrics.answered({ method: 'BREW', route: null, status: 404, seconds: 0.001 })
  const text = await metrics.text(state)
  const labels = 'method="GET",route="/studies/[study]",status="200"'
  expect(text).toContain(`pejling_http_requests_total{${labels}} 2\n`)
  expect(text).toContain(`pejling_http_request_duration_seconds_bucket{le="0.25",${labels}} 1\n`)
  expect(text).toContain(`pejling_http_request_duration_seconds_sum{${labels}} 0.75\n`)
  expect(text).toContain('pejling_http_requests_total{method="other",route="none",status="404"} 1\n')
})

test('the house is told as it is now: edition, ledger, workers, queue, memory', async () => {
  const metrics = openMetrics()
  await metrics.text({ ...state, edition: 'before' })
  const text = await metrics.text(state)
  for (const line of [
    'pejling_edition{hash="a1b2"} 1',
    'pejling_ready 1',
    'pejling_ledger_reachable 1',
    'pejling_workers 1',
    'pejling_queue_waiting 3',
  ])
    expect(text).toContain(`${line}\n`)
  expect(text).not.toContain('before')
  expect(text).toMatch(/^process_resident_memory_bytes \d{7,}$/m)
})

test('the metrics are for this machine, but not through a proxy on it, or for the token', () => {
  const token = 'sixteen-letters-or-more'
  const open = (environment: NodeJS.ProcessEnv, address: string, authorization: string | null = null) =>
    mayReadMetrics(environment, authorization, address)
  expect(open({}, '127.0.0.1')).toBe(true)
  expect(open({}, '::1')).toBe(true)
  expect(open({}, '10.0.0.1')).toBe(false)
  expect(open({}, '')).toBe(false)
  expect(open({ PEJLING_ORIGIN: 'https://p.dk' }, '127.0.0.1')).toBe(false)
  const guarded = { PEJLING_ORIGIN: 'https://p.dk', PEJLING_METRICS_TOKEN: token }
  expect(open(guarded, '127.0.0.1')).toBe(false)
  expect(open(guarded, '10.0.0.1', `Bearer ${token}`)).toBe(true)
  expect(open(guarded, '10.0.0.1', `Bearer ${token}x`)).toBe(false)
  expect(open(guarded, '10.0.0.1', token)).toBe(false)
})

test('a house without an edition is not ready, one without a ledger is, and is whole', async () => {
  const shelf = (hash?: string) =>
    ({ live: () => (hash ? { hash } : undefined) }) as Parameters<typeof findReadiness>[0]['editions']
  expect(await findReadiness({ editions: shelf() })).toMatchObject({
    ready: false,
    whole: false,
    edition: null,
  })
  expect(await findReadiness({ editions: shelf('a1b2') })).toMatchObject({
    ...{ ready: true, whole: true, edition: 'a1b2', ledger: 'none' },
  })
})
