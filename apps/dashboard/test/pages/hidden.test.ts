import { once } from 'node:events'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { serve } from '../global-setup.ts'

let server: Awaited<ReturnType<typeof serve>>
/** An edition with `lukket-2017`, which is not open and has printed tables, read by somebody without an account. */
beforeAll(async () => {
  const { home, closed } = inject('house')
  const { DATABASE_URL: _, ...environment } = process.env
  server = await serve({ ...environment, PEJLING_HOME: home, PEJLING_EDITION: closed })
}, 60_000)
afterAll(async () => {
  server.child.kill('SIGTERM')
  await once(server.child, 'exit')
})
const page = async (path: string, language = 'en') => {
  const answer = await fetch(server.address + path, { headers: { cookie: `language=${language}` } })
  expect(answer.status).toBe(200)
  return (await answer.text()).replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/\s+/g, ' ')
}
const relation = (study: string, x: string, y: string) => `/relations?study=${study}&x=${x}&y=${y}`

test('counts of rows that may not be seen are hidden, with the reason in the reader’s language', async () => {
  const path = relation('lukket-2017', 'funding_model', 'load_category')
  const text = await page(path)
  expect(text).toContain('Counts are hidden')
  expect(text).toContain('nothing counted from its rows')
  expect(text.match(/<td class="number[^"]*">hidden<\/td>/g)!.length).toBeGreaterThan(9)
  expect(text).not.toContain('id="effect"')
  expect(text).not.toContain('href="/rows?')
  expect(await page(path, 'da')).toContain('Tal er skjult')
})

test('the same relation of the open study has its counts and statistics', async () => {
  const text = await page(relation('kora-2017', 'funding_model', 'load_category'))
  expect(text).not.toContain('Counts are hidden')
  expect(text).toContain('id="effect"')
})

test('what was printed is shown to everybody', async () => {
  const text = await page(relation('lukket-2017', 'funding_model', 'screening'))
  expect(text).not.toContain('Counts are hidden')
  expect(text).toContain('Printed table')
})

test('the codebook of a closed study tells no counts and no ends of its numbers', async () => {
  const text = await page('/studies/lukket-2017')
  expect(text).toContain('nothing counted from its rows')
  expect(text).not.toMatch(/median \d|middle half/)
})

test('of a study that is not open the audit shows its verdicts, and not what may have been counted from rows', async () => {
  const text = await page('/audit/lukket-2017')
  expect(text).toContain('The study is not open to you. The verdicts are shown')
  expect(text).toContain('The reason may be counted from rows')
  const open = await page('/audit/kora-2017')
  expect(open).not.toContain('not open to you')
  const reasons = (page: string) => page.match(/ gives \d/g)?.length ?? 0
  expect(reasons(open)).toBeGreaterThan(0)
  expect(reasons(text)).toBe(0)
})
