import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from './browser.ts'
import { firstRelation } from './pages.ts'

const { address } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

const heading = (page: Page) => page.locator('h1').innerText()
const asked = (page: Page) => decodeURIComponent(new URL(page.url()).search)

test('another variable is answered in place: the page is not loaded anew, and focus stays', async () => {
  const page = await openPage(browser, address)
  await page.goto(firstRelation)
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
  await page.locator('#y').focus()
  await page.locator('#y').selectOption('small_groups')
  await page.waitForURL(/y=small_groups/)
  expect(await heading(page)).toBe('Tildelingsmodel og arbejde i små grupper')
  expect(await page.title()).toBe('Tildelingsmodel og arbejde i små grupper · Pejling')
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('y')
  expect(await page.locator('#announcement').textContent()).toBe(
    'Siden er opdateret: Tildelingsmodel og arbejde i små grupper',
  )
  await page.goBack()
  await expect.poll(() => heading(page)).toBe('Tildelingsmodel og systematik i opsporing')
  expect(await page.locator('#y').inputValue()).toBe('screening')
  await page.goForward()
  await expect.poll(() => heading(page)).toBe('Tildelingsmodel og arbejde i små grupper')
  expect(page.complaints).toEqual([])
  await page.context().close()
})

test('an empty choice is left out of the address', async () => {
  const page = await openPage(browser, address)
  await page.goto('/relations?study=kora-2017&x=load_degree&y=extra_grant&by=funding_model')
  await page.locator('#by').selectOption('')
  await page.waitForURL((url) => !url.search.includes('by'))
  expect(asked(page)).toBe('?study=kora-2017&x=load_degree&y=extra_grant')
  await page.context().close()
})

test('units are narrowed by boxes, and the boxes stay open and ticked', async () => {
  const page = await openPage(browser, address)
  await page.goto('/relations?study=kora-2017&x=load_degree&y=extra_grant')
  await page.locator('#filters summary').click()
  await page.getByLabel('bundne midler', { exact: true }).check()
  await page.waitForURL(/where=/)
  expect(asked(page)).toBe('?study=kora-2017&x=load_degree&y=extra_grant&where=funding_model:bound')
  expect(await page.getByLabel('bundne midler', { exact: true }).isChecked()).toBe(true)
  expect(await page.locator('#filters').getAttribute('open')).not.toBeNull()
  expect(await page.locator('#filters summary').innerText()).toBe('Afgrænset på 1 variabel')
  await page.context().close()
})

test('another figure is drawn in place, and has an address of its own', async () => {
  const page = await openPage(browser, address)
  await page.goto(firstRelation)
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
  await page.getByRole('link', { name: 'Mosaik' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/&figure=mosaic$/)
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('figure-mosaic')
  await page.locator('#y').selectOption('small_groups')
  await page.waitForURL(/y=small_groups.*figure=mosaic/)
  await page.getByRole('link', { name: 'Stablede bjælker' }).click()
  await page.waitForURL((url) => !url.search.includes('figure'))
  await page.goto(`${firstRelation}&figure=scatter`)
  expect(asked(page)).not.toContain('figure')
  await page.context().close()
})

test('a cell of a figure says what it is when focused, Escape takes that away, and Enter goes one step back', async () => {
  const page = await openPage(browser, address)
  await page.goto(firstRelation)
  const door = page.locator('.drawing:visible a').first()
  await door.focus()
  const tip = page.locator('.tip')
  expect(await tip.innerText()).toBe(
    'ingen model, kun erfaring og faglig vurdering: 5 af 8 institutioner (62,5\u00a0%)',
  )
  await page.keyboard.press('Escape')
  expect(await tip.isVisible()).toBe(false)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/audit\/kora-2017#3\.1-none-/)
  await page.context().close()
})

test('all of it works by keyboard alone', async () => {
  const page = await openPage(browser, address)
  await page.goto(firstRelation)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Gå til indholdet')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('study')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('y')
  await page.keyboard.press('ArrowDown')
  await page.waitForURL(/y=analysis_tools/)
  await expect.poll(() => heading(page)).toBe('Tildelingsmodel og analyseredskaber ved bekymring')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('y')
  await page.context().close()
})

test('without JavaScript the same questions are asked by a button', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  await page.goto(firstRelation)
  expect(await page.locator('.figure svg:visible').count()).toBe(1)
  await page.locator('#y').selectOption('small_groups')
  await page.getByRole('button', { name: 'Vis' }).click()
  expect(await heading(page)).toBe('Tildelingsmodel og arbejde i små grupper')
  expect(asked(page)).toBe('?study=kora-2017&x=funding_model&y=small_groups')
  await page.locator('#study').selectOption('smaabornsteam-2020')
  await page.getByRole('button', { name: 'Skift' }).nth(1).click()
  expect(asked(page)).toContain('study=smaabornsteam-2020')
  await page.locator('#theme').selectOption('dark')
  await page.getByRole('button', { name: 'Skift' }).first().click()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  await page.context().close()
})

test('the language is changed where one is, and remembered', async () => {
  const page = await openPage(browser, address)
  await page.goto(firstRelation)
  await page.getByRole('button', { name: 'In English' }).click()
  expect(await heading(page)).toBe('Funding model and systematics of screening')
  expect(asked(page)).toBe('?study=kora-2017&x=funding_model&y=screening')
  expect(await page.locator('.finding').innerText()).toContain('62.5% (5 of 8)')
  await page.goto('/about')
  expect(await heading(page)).toBe('About the method')
  await page.context().close()
})

test('from a number in the table one goes back to the printed cell and to its line', async () => {
  const page = await openPage(browser, address)
  await page.goto(firstRelation)
  await page.getByRole('link', { name: '5: bundne midler, andre redskaber' }).click()
  expect(new URL(page.url()).hash).toBe('#3.1-bound-other-count')
  const cell = page.locator('[id="3.1-bound-other-count"]')
  expect(await cell.innerText()).toMatch(/^5/)
  expect(await cell.evaluate((mark) => mark.matches(':target'))).toBe(true)
  await cell.getByRole('link').click()
  expect(await page.locator('.line:target code').innerText()).toBe('3.1,bound/other,count,5')
  await page.context().close()
})

test('what does not agree in print says so in words, and what it should be', async () => {
  const page = await openPage(browser, address)
  await page.goto('/audit/kora-2017')
  const empty = page.locator('[id="3.1-bound-total-count"]')
  expect(
    (await empty.innerText())
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ).toEqual(expect.arrayContaining([expect.stringContaining('tom'), expect.stringContaining('burde være 8')]))
  expect(await empty.textContent()).toContain('stemmer ikke')
  await page.context().close()
})

test('on paper there are no menus and no forms', async () => {
  const page = await openPage(browser, address)
  await page.goto(firstRelation)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('header, .question').filter({ visible: true }).count()).toBe(0)
  expect(await page.locator('h1, .figure svg:visible, table').first().isVisible()).toBe(true)
  await page.context().close()
})
