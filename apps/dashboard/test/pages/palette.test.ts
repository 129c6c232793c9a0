import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from './browser.ts'
import { firstRelation } from './pages.ts'
import { violations } from './violations.ts'

const { address } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

const active = (page: Page) =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant')
    return id ? document.getElementById(id)?.firstChild?.textContent : null
  })

test('the palette opens by keyboard, finds while one writes, and Enter goes where the choice leads', async () => {
  const page = await openPage(browser, address)
  const scripts: string[] = []
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()))
  await page.goto(firstRelation)
  expect(scripts.filter((url) => url.includes('palette'))).toEqual([])
  await page.locator('#y').focus()
  await page.keyboard.press('Control+k')
  await page.locator('#palette-q:focus').waitFor()
  expect(scripts.filter((url) => url.includes('palette')).length).toBe(1)
  await page.keyboard.type('tildelingsmodel smaa')
  await expect.poll(() => active(page)).toBe('Tildelingsmodel og arbejde i små grupper')
  expect(await page.locator('#palette-q').getAttribute('aria-expanded')).toBe('true')
  expect(await page.locator('#palette-said').textContent()).toMatch(/^\d+ er fundet\.$/)
  expect(await violations(page)).toEqual([])
  const options = await page.locator('#palette [role=option]').count()
  await page.keyboard.press('ArrowUp')
  expect(
    await page
      .locator('#palette [role=option]')
      .nth(options - 1)
      .getAttribute('aria-selected'),
  ).toBe('true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/x=funding_model&y=small_groups/)
  expect(page.complaints).toEqual([])
  await page.context().close()
})

test('Escape closes it, and the keyboard is where it was', async () => {
  const page = await openPage(browser, address)
  await page.goto(firstRelation)
  await page.locator('#y').focus()
  await page.keyboard.press('Control+k')
  await page.locator('#palette-q:focus').waitFor()
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('y')
  await page.locator('a[data-palette]').click()
  await page.locator('#palette-q:focus').waitFor()
  await page.getByRole('button', { name: 'Luk' }).click()
  expect(await page.locator('#palette').isVisible()).toBe(false)
  await page.context().close()
})

test('without JavaScript, and in English, a page finds the same', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false, language: 'en' })
  await page.goto('/about')
  await page.getByRole('link', { name: 'Search', exact: true }).click()
  await page.locator('#q').fill('funding model small')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByRole('link', { name: 'Funding model and work in small groups' }).first().click()
  expect(new URL(page.url()).searchParams.get('y')).toBe('small_groups')
  await page.context().close()
})

test('in the middle an answer takes less than 50 ms more than saying nothing, asked as the palette asks', async () => {
  const timed = async (path: string) => {
    const start = performance.now()
    await (await fetch(address + path)).text()
    return performance.now() - start
  }
  const found = await (await fetch(`${address}/search/results?q=tilde`)).json()
  expect((found as { groups: unknown[] }).groups.length).toBeGreaterThan(0)
  // Each beside a request that does nothing: what the machine takes for others falls on both.
  const more: number[] = []
  for (let turn = 0; turn < 4; turn++)
    for (const text of ['t', 'tilde', 'tildelingsmodle', 'gamma', 'kora', 'xyzzy'])
      more.push((await timed(`/search/results?q=${text}`)) - (await timed('/api/health')))
  expect(more.sort((a, b) => a - b)[more.length >> 1]).toBeLessThan(50)
})

test('a room that is closed to somebody is not found by them', async () => {
  const answer = await fetch(`${address}/search/results?q=personer`)
  expect(JSON.stringify(await answer.json())).not.toContain('"/people"')
})
