import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from './browser.ts'

const { address } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

test('the matrix of kora-2017 says what was printed, what can be computed, and what chance gives', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  await page.goto('/findings/kora-2017')
  const text = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ')
  expect(text).toContain('Af 28 analyser er 8 trykt som fund (p < 0,1).')
  expect(text).toContain('8 eller flere med sandsynlighed 0,005')
  expect(text).toContain('6 af dem kan regnes efter i dag; 4 har p < 0,1')
  expect(text).toContain('er 2 og højst 3 under 0,1')
  const row = page.getByRole('row').filter({ hasText: 'Tildelingsmodel samlet × systematik i opsporing' })
  const said = (await row.innerText()).replaceAll('\u00a0', ' ')
  for (const part of ['***', 'stemmer ikke', 'γ 0,61', '0,22 til 1,00', '0,013', '0,067–0,244'])
    expect(said).toContain(part)
  await page.context().close()
})

test('each cell of the figure leads to its relation or to its audit, by keyboard too', async () => {
  const page = await openPage(browser, address, { viewport: { width: 1280, height: 900 } })
  await page.goto('/findings/kora-2017')
  const doors = page.locator('.drawing.wide a')
  expect(await doors.count()).toBe(40)
  const door = doors.filter({ has: page.locator('rect') }).nth(12)
  expect(await door.getAttribute('aria-label')).toContain('Tildelingsmodel samlet × systematik i opsporing')
  await door.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/relations\?study=kora-2017&x=funding_model&y=screening/)
  await page.goto('/findings/kora-2017')
  expect(await doors.nth(16).getAttribute('href')).toBe(
    '/audit/kora-2017#4.2-grant-per-child-screening-finding',
  )
  expect(page.complaints).toEqual([])
  await page.context().close()
})

test('a study without a printed matrix has one of all its pairs, and an unknown one none', async () => {
  const page = await openPage(browser, address, { language: 'en' })
  // On a busy machine the page may first say how far it has come.
  await expect
    .poll(
      async () => {
        await page.goto('/findings/kora-2017-synthetic')
        return page.locator('main').innerText()
      },
      { timeout: 15_000 },
    )
    .toContain('when units are taken one by one')
  expect((await page.goto('/findings/nowhere'))!.status()).toBe(404)
  expect((await page.goto('/findings/kora-2017-synthetic?round=1999'))!.status()).toBe(404)
  await page.context().close()
})
