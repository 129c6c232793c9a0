import { owner, type Right, setGrant } from '@pejling/ledger'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, leave } from '../people/visiting.ts'
import { openPage } from './browser.ts'
import { firstRelation } from './pages.ts'
import { violations } from './violations.ts'

const { address } = inject('house')
let browser: Browser
let closed: PeopleHouse
let closedAddress: string
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
  closed = await openPeopleHouse(inject('house').closed)
  await closed.addPerson('Dina', 'reader')
  const person = await closed.addPerson('Rita', 'researcher')
  for (const [at, right] of (['unsuppressed', 'rows'] satisfies Right[]).entries())
    await setGrant(closed.ledger, {
      ...{ person, seenVersion: at + 1, by: owner, study: 'lukket-2017', right, given: true },
    })
  closedAddress = await closed.open()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await closed.close()
})

const link = (page: Page, name: string | RegExp) => page.locator('main').getByRole('link', { name }).first()

test('screening leads from its relation to the printed cell and to the line it was typed in', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  await page.goto(firstRelation)
  await page.locator('#back').getByRole('link', { name: 'systematik i opsporing', exact: true }).click()
  expect(page.url()).toBe(`${address}/lineage/kora-2017/variable/screening`)
  expect(await page.locator('.finding').first().innerText()).toBe(
    'Systematik i opsporing bygger på 2 filer, 94 trykte felter og 4 trykte tabeller.',
  )
  await page.locator('#up').getByRole('link', { name: '39 trykte felter i tabel 3.1' }).click()
  await page
    .locator('#up')
    .getByRole('link', { name: 'bundne midler, andre redskaber til alle børn, antal', exact: true })
    .click()
  expect(page.url()).toBe(`${address}/lineage/kora-2017/printed-cell/3.1/bound/other/count`)
  // Down again: what uses the cell is what was asked about first.
  expect(await link(page, 'Tildelingsmodel × Systematik i opsporing').getAttribute('href')).toBe(
    '/lineage/kora-2017/relation/funding_model/screening',
  )
  const cell = page.url()
  const see = page.locator('.what').getByRole('link')
  await see.filter({ hasText: 'efterregningen' }).click()
  expect(new URL(page.url()).hash).toBe('#3.1-bound-other-count')
  expect(await page.locator(':target').innerText()).toMatch(/^5/)
  await page.goto(cell)
  await see.filter({ hasText: 'linje' }).click()
  expect(page.url()).toMatch(/\/files\/kora-2017\/published\/cells\.csv#L\d+$/)
  expect(await page.locator(':target').innerText()).toContain('3.1,bound/other,count,5')
  await page.context().close()
})

test('a variable of a study with rounds leads to the file of each round, and the file back to it', async () => {
  const page = await openPage(browser, address, { language: 'en', viewport: { width: 1280, height: 900 } })
  await page.goto('/studies/rounds-synthetic')
  await page
    .locator('#small_groups')
    .getByRole('link', { name: /Where it comes from/ })
    .click()
  await page.waitForURL('**/lineage/rounds-synthetic/variable/small_groups')
  for (const round of [2022, 2023, 2024, 2025])
    expect(await page.locator('#up').innerText()).toContain(`line 1 of rounds/${round}/institution.csv`)
  const column = page.locator('.drawing.wide a[aria-label="column små_grupper"]').last()
  await column.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/lineage/rounds-synthetic/column/rounds/2025/institution.csv/**')
  await page.locator('#up').getByRole('link', { name: 'rounds/2025/institution.csv', exact: true }).click()
  await page.waitForURL('**/lineage/rounds-synthetic/file/rounds/2025/institution.csv')
  expect(await page.locator('#down').innerText()).toContain('10 columns in rounds/2025/institution.csv')
  expect(page.complaints).toEqual([])
  await page.context().close()
})

test('what is not there is not found, and a study alone is its codebook', async () => {
  const page = await openPage(browser, address)
  expect((await page.goto('/lineage/kora-2017/variable/screning'))!.status()).toBe(404)
  expect((await page.goto('/lineage/nowhere/variable/screening'))!.status()).toBe(404)
  await page.goto('/lineage/kora-2017')
  expect(page.url()).toBe(`${address}/studies/kora-2017`)
  await page.context().close()
})

test(
  'of a closed study nobody is led to rows or told what they are called without the right',
  { timeout: 60_000 },
  async () => {
    const file = '/lineage/lukket-2017/file/units/institution.csv?open=down:1:printed-cell:appendix-2.1'
    const cell = '/lineage/lukket-2017/printed-cell/appendix-2.1/1A/extra_grant'
    const reader = await enterAs(browser, closedAddress, 'Dina')
    await reader.goto(file)
    const text = await reader.locator('main').innerText()
    expect(text).toContain('her er ingen vej til dets rækker')
    expect(text).toContain('120 trykte felter')
    const html = await reader.content()
    expect(html).not.toMatch(/\b[1-6][A-D]\b/)
    expect(html).not.toMatch(/href="\/(files|rows)/)
    for (const path of [cell, cell.replace('1A', '9Z'), cell.replace('grant', 'grnt')]) {
      expect((await reader.goto(path))!.status()).toBe(404)
      expect(await reader.content()).not.toMatch(/printed-cell\/appendix-2\.1\/(?!1A|9Z)/)
    }
    await leave(reader)
    const granted = await enterAs(browser, closedAddress, 'Rita')
    await granted.goto(file)
    expect(await granted.locator('#down').innerText()).toContain('1A, ')
    expect((await granted.goto(cell))!.status()).toBe(200)
    expect(await granted.locator('.what').getByRole('link').allInnerTexts()).toContain(
      'linje 2 i units/institution.csv',
    )
    expect(await violations(granted)).toEqual([])
    await leave(granted)
  },
)
