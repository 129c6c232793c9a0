import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from './browser.ts'
import { violations } from './violations.ts'

const { address, setupToken } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

const password = 'en lang sætning om vejret'
const refused =
  'E-mail og adgangskode passer ikke sammen, eller der er prøvet for mange gange. Vent lidt, og prøv igen.'

test('the first admin is made once, and can sign out and in again', { timeout: 40_000 }, async () => {
  const page = await openPage(browser, address)
  await page.goto(`/setup/${setupToken}`)
  expect(await violations(page)).toEqual([])
  const fill = async (values: Record<string, string>) => {
    for (const [name, value] of Object.entries(values)) await page.locator(`#${name}`).fill(value)
  }
  await fill({ name: 'Ada', email: 'ada@example.dk', password, again: `${password}!` })
  await page.getByRole('button', { name: 'Opret konto' }).click()
  expect(await page.getByRole('alert').innerText()).toBe('De to adgangskoder er ikke ens.')
  expect(await page.locator('#email').inputValue()).toBe('ada@example.dk')
  expect(await page.locator('#password').inputValue()).toBe('')

  await fill({ password, again: password })
  await page.getByRole('button', { name: 'Opret konto' }).click()
  await page.waitForURL(`${address}/`)
  expect(await page.getByRole('button', { name: 'Log ud' }).count()).toBe(1)
  const cookies = (await page.context().cookies()).filter(({ name }) => name.startsWith('pejling.'))
  expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual(
    cookies.map(() => [true, 'Lax']),
  )
  expect(cookies.length).toBeGreaterThan(0)

  await page.goto(`/setup/${setupToken}`)
  expect(await page.locator('h1').innerText()).toBe('Linket er brugt eller udløbet')

  await page.getByRole('button', { name: 'Log ud' }).click()
  await page.getByRole('link', { name: 'Log ind' }).click()
  await fill({ email: 'ada@example.dk', password: 'forkert adgangskode' })
  await page.getByRole('button', { name: 'Log ind' }).click()
  expect(await page.getByRole('alert').innerText()).toBe(refused)
  await fill({ email: 'nobody@example.dk', password: 'forkert adgangskode' })
  await page.getByRole('button', { name: 'Log ind' }).click()
  expect(await page.getByRole('alert').innerText()).toBe(refused)
  await fill({ email: 'ada@example.dk', password })
  await page.getByRole('button', { name: 'Log ind' }).click()
  await page.waitForURL(`${address}/`)
  expect(await page.getByRole('button', { name: 'Log ud' }).count()).toBe(1)
  await page.context().close()
})

test('an ended session is nobody, though its cookie is shown again', async () => {
  const page = await openPage(browser, address)
  await page.goto('/sign-in')
  await page.locator('#email').fill('ada@example.dk')
  await page.locator('#password').fill(password)
  await page.getByRole('button', { name: 'Log ind' }).click()
  await page.waitForURL(`${address}/`)
  const kept = await page.context().cookies()
  await page.getByRole('button', { name: 'Log ud' }).click()
  await page.waitForLoadState()
  await page.context().addCookies(kept)
  await page.goto('/')
  expect(await page.getByRole('link', { name: 'Log ind' }).count()).toBe(1)
  await page.context().close()
})
