import { once } from 'node:events'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { serve } from '../global-setup.ts'

let server: Awaited<ReturnType<typeof serve>>
/** `kora-2017` has closed since the edition `other` was made, in which it calls itself open. */
beforeAll(async () => {
  const { home, shut } = inject('house')
  const { DATABASE_URL: _, ...environment } = process.env
  server = await serve({ ...environment, PEJLING_HOME: home, PEJLING_EDITION: shut })
}, 60_000)
afterAll(async () => {
  server.child.kill('SIGTERM')
  await once(server.child, 'exit')
})

const { address: whole, other } = inject('house')
const page = async (path: string, address = server.address) => {
  const answer = await fetch(address + path, { headers: { cookie: 'language=en' }, redirect: 'manual' })
  const text = (await answer.text()).replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/\s+/g, ' ')
  return { status: answer.status, text }
}
const relation = `/relations?study=kora-2017&x=funding_model&y=load_category&edition=${other}`

test('an older edition shows all of a study that is open there, while it is open in the live one', async () => {
  const { status, text } = await page(relation, whole)
  expect(status).toBe(200)
  expect(text).toContain('id="effect"')
  expect(text).not.toContain('Counts are hidden')
})

test('once the study has closed, its older edition hides what the live one would hide', async () => {
  const { status, text } = await page(relation)
  expect(status).toBe(200)
  expect(text).toContain('Counts are hidden')
  expect(text).not.toContain('id="effect"')
  const study = (await page(`/studies/kora-2017?edition=${other}`)).text
  expect(study).not.toMatch(/median \d|middle half/)
  expect((await page(`/studies/kora-2017?edition=${other}`, whole)).text).toMatch(/median \d|middle half/)
})

test('nor does it open its rows or its files', async () => {
  for (const path of [
    `/rows?study=kora-2017&unit=institution&edition=${other}`,
    `/files/kora-2017/units/institution.csv?edition=${other}`,
  ]) {
    expect([path, (await page(path)).status]).toEqual([path, 303])
    expect([path, (await page(path, whole)).status]).toEqual([path, 200])
  }
})
