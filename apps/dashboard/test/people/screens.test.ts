import { join } from 'node:path'
import { createInvitation, listAuditEntries, owner, setGrant } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage, type Visit } from '../pages/browser.ts'
import { violations } from '../pages/violations.ts'
import { emailOf, openPeopleHouse, password, type PeopleHouse } from './house.ts'
import { enterAs, fill, leave, type Visitor } from './visiting.ts'

let house: PeopleHouse
let browser: Browser
let address: string
let bo: string
beforeAll(async () => {
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  await house.addPerson('Ada', 'admin')
  bo = await house.addPerson('Bo', 'researcher')
  const grant = { study: 'kora-2017', right: 'rows', given: true, endsOn: '2099-06-30' } as const
  await setGrant(house.ledger, { person: bo, seenVersion: 1, by: owner, ...grant })
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

const enter = (name: string, visit?: Visit) => enterAs(browser, address, name, visit)

const looks = [
  { language: 'da', theme: 'light', viewport: { width: 1280, height: 800 } },
  { language: 'en', theme: 'dark', viewport: { width: 375, height: 800 } },
] as const

test.each(looks)(
  'in $language, $theme, $viewport.width px wide, no screen of people breaks WCAG 2.2 AA, complains, or is too wide',
  { timeout: 90_000 },
  async (look) => {
    const { token } = await createInvitation(house.ledger, {
      email: 'ny@example.dk',
      role: 'analyst',
      by: owner,
    })
    const see = async (page: Visitor, path?: string) => {
      if (path) await page.goto(path)
      const where = `${new URL(page.url()).pathname} ${await page.locator('h1').innerText()}`
      expect([where, await violations(page)]).toEqual([where, []])
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([where, width]).toEqual([where, look.viewport.width])
    }
    const nobody = await openPage(browser, address, look)
    for (const path of ['/people', `/invitation/${token}`, '/sign-in?out', '/password/none'])
      await see(nobody, path)
    await leave(nobody)
    const researcher = await enter('Bo', look)
    for (const path of ['/account', '/account/second-factor', '/people']) await see(researcher, path)
    await leave(researcher)
    const page = await enter('Ada', look)
    for (const path of [
      '/people',
      `/people/${bo}`,
      '/audit-log',
      '/audit-log?from=nonsense',
      '/account/second-factor',
    ])
      await see(page, path)
    await page.locator('#password').fill(password)
    await page.locator('main button').click()
    await see(page)
    expect(page.complaints).toEqual([])
    await leave(page)
  },
)

test('one who may not is told which role may, and whom to ask', async () => {
  const page = await enter('Bo')
  const answer = await page.goto('/people')
  expect(answer?.status()).toBe(403)
  const text = await page.locator('main').innerText()
  expect(text).toContain(
    'At se og ændre, hvem der har adgang kræver rollen administrator. Din konto har rollen forsker.',
  )
  expect(text).toContain('Bed en administrator om adgang: Ada (ada@example.dk).')
  expect(await page.getByRole('link', { name: 'Personer' }).count()).toBe(0)
  await leave(page)
})

test('one who has to sign in comes back to the page that was asked for', async () => {
  const page = await openPage(browser, address)
  await page.goto('/audit-log?act=run')
  expect(await page.getByRole('status').innerText()).toBe('Log ind for at se siden.')
  await fill(page, { email: emailOf('Ada'), password })
  await page.locator('main button').click()
  await page.waitForURL(`${address}/audit-log?act=run`)
  await leave(page)
})

test(
  'the log is filtered, says that its chain is whole, and is exported as lines of JSON',
  { timeout: 40_000 },
  async () => {
    const page = await enter('Ada')
    await page.goto('/audit-log')
    expect(await page.locator('.chain').innerText()).toMatch(/^Kæden er hel: \d+ poster er regnet efter\./)
    await page.locator('#act').selectOption('grant-change')
    await page.waitForURL(/act=grant-change/)
    const rows = page.locator('tbody tr')
    const [entry] = await listAuditEntries(house.ledger, { act: 'grant-change' })
    await expect
      .poll(() => rows.count())
      .toBe((await listAuditEntries(house.ledger, { act: 'grant-change' })).length)
    expect(await rows.first().innerText()).toContain('kommandolinjen')
    const file = await page.context().request.get('/audit-log/export?act=grant-change')
    expect(file.headers()['content-disposition']).toBe('attachment; filename="pejling-audit-log.jsonl"')
    const lines = (await file.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; hash: string })
    expect(lines.at(-1)).toMatchObject({ id: String(entry.id), hash: entry.hash })
    await leave(page)
  },
)
