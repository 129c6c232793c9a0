import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from './browser.ts'

const { address, live, other } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

const pair = '/compare?left=kora-2017&right=kora-2017-synthetic&x=funding_model&y=screening'
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test('the made-up rows and the printed table give the same numbers, without scripts too', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  await page.goto(pair)
  const text = plain(await page.locator('main').innerText())
  expect(text).toContain('10 tal er holdt op mod hinanden, og 0 er forskellige.')
  const row = page.getByRole('row').filter({ hasText: 'Tildelingsmodel × systematik i opsporing: Gamma' })
  expect(plain(await row.innerText())).toMatch(
    /0,61\s+0,22 til 1,00\s+n = 24\s+0,61\s+0,22 til 1,00\s+n = 24/,
  )
  await page.getByRole('button', { name: 'Sammenlign dem' }).click()
  expect(new URL(page.url()).searchParams.get('left')).toBe('kora-2017')
  await page.context().close()
})

test('between rounds each number has its cause, and what cannot be compared is not joined', async () => {
  const page = await openPage(browser, address, { language: 'en' })
  await page.goto('/compare?left=rounds-synthetic:2022&right=rounds-synthetic:2025')
  const text = plain(await page.locator('main').innerText())
  expect(text).toContain('Other answers: two rounds.')
  expect(text).toContain('The question is another one.')
  expect(text).toContain('One of the rounds did not ask it.')
  expect(text).toMatch(/Synthetic/)
  const door = page.locator('.drawing a[aria-label*="|"]').first()
  expect(await door.getAttribute('href')).toMatch(/^#n-/)
  expect(page.complaints).toEqual([])
  await page.context().close()
})

test('two editions of one study are the same where nothing changed, and the address names them', async () => {
  const page = await openPage(browser, address)
  await page.goto(`/compare?left=kora-2017&right=kora-2017&leftEdition=${other}&rightEdition=${live}`)
  expect(plain(await page.locator('main').innerText())).toMatch(
    /\d+ tal er holdt op mod hinanden, og 0 er forskellige/,
  )
  await page.context().close()
})

test('studies that share nothing say so, and what nobody has is not found', async () => {
  const page = await openPage(browser, address)
  await page.goto('/compare?left=kora-2017&right=smaabornsteam-2020')
  expect(await page.locator('main').innerText()).toContain('De to sider deler ingen tal')
  expect((await page.goto('/compare?left=nowhere&right=kora-2017'))!.status()).toBe(404)
  await page.goto('/compare?left=kora-2017&right=kora-2017-synthetic&x=funding_model&y=nothing')
  expect(await page.locator('main').innerText()).toContain('kan ikke sammenlignes her')
  await page.context().close()
})
