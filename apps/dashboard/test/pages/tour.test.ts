import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { tourSteps } from '#lib/tour/steps.ts'
import { openPage } from './browser.ts'
import { violations } from './violations.ts'

const { address, live } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

/** What there is to find at each step, as the printed table, the audit and the edition have it. */
const answers = {
  table: '62,5\u00a0% (5 af 8) ved »bundne midler«',
  strength: 'Gamma er 0,61',
  chance: 'under 0,05',
  design: '90 måder',
  back: 'Tallet er 5',
  misprints: 'Cellen er tom i trykket.',
  missing: 'Basis er 23 institutioner',
  hidden: 'skjult',
  cite: `&edition=${live}`,
}

test('without JavaScript one walks through the whole tour, and each step has its page and its answer', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  await page.goto('/tour')
  await page.getByRole('link', { name: 'Begynd' }).click()
  for (const [at, step] of tourSteps.entries()) {
    expect(new URL(page.url()).pathname).toBe(`/tour/${step}`)
    expect(await page.locator('.above').innerText()).toContain(`Trin ${at + 1} af ${tourSteps.length}`)
    expect([step, await page.locator('main details').first().isVisible()]).toEqual([step, true])
    await page.locator('main summary').first().click()
    expect(await page.locator('main details').first().innerText()).toContain(answers[step])
    const [path, anchor] = (await page.locator('.do a').getAttribute('href'))!.split('#')
    const reached = await fetch(address + path)
    expect([path, reached.status]).toEqual([path, 200])
    if (anchor) expect(await reached.text()).toContain(`id="${anchor}"`)
    await page.locator('.ways .button').click()
  }
  expect(new URL(page.url()).pathname).toBe('/relations')
  await page.context().close()
})

test(
  'no step breaks WCAG 2.2 AA, complains or is wider than a telephone, with its answer open, in English and dark',
  { timeout: 60_000 },
  async () => {
    const page = await openPage(browser, address, {
      ...{ language: 'en', theme: 'dark', viewport: { width: 360, height: 800 } },
    })
    for (const step of ['', ...tourSteps]) {
      await page.goto(`/tour/${step}`)
      if (step) await page.locator('main summary').first().click()
      expect([step, await violations(page)]).toEqual([step, []])
      expect([step, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([step, 360])
    }
    expect(page.complaints).toEqual([])
    await page.context().close()
  },
)

test('a step that does not exist is no page', async () => {
  expect((await fetch(`${address}/tour/nowhere`)).status).toBe(404)
})
