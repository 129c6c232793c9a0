import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from './browser.ts'
import { firstRelation } from './pages.ts'

const { address } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

test.each([1280, 360])(
  'at %i px the keyboard walks through every kind of page in reading order, and one always sees where it is',
  { timeout: 300_000 },
  async (width) => {
    const page = await openPage(browser, address, { viewport: { width, height: 800 } })
    await page.addInitScript(noteStops)
    for (const path of walked) {
      await page.goto(path)
      for (let presses = 0; presses < 60; presses++) await page.keyboard.press('Tab')
      const { stops, hidden, backwards } = await page.evaluate(() => (globalThis as unknown as Noted).noted)
      expect([path, stops > 3, hidden, backwards]).toEqual([path, true, [], []])
    }
    await page.context().close()
  },
)

/** One of each kind of page. */
const walked = [
  ...['/', '/glossary', '/search?q=normering', '/tour/design', '/audit', '/about', '/nowhere', firstRelation],
  '/relations?study=kora-2017&x=age_weighted_children&y=extra_grant',
  ...['/findings', '/findings/kora-2017', '/compare?left=kora-2017&right=kora-2017-synthetic'],
  ...['/lineage/kora-2017/variable/screening', '/studies/kora-2017/indicators/staff_ratio'],
  '/studies/rounds-synthetic/units/institution/I00003?peers=municipality',
]

type Noted = { noted: { stops: number; hidden: string[]; backwards: string[] } }

/** Notes each place the keyboard comes to: those that do not show it, and those that lie before the place it came from. */
function noteStops(): void {
  const noted: Noted['noted'] = { stops: 0, hidden: [], backwards: [] }
  Object.assign(globalThis, { noted })
  let last: Element | undefined
  document.addEventListener('focusin', ({ target }) => {
    const at = target as Element
    const name = at.id || at.getAttribute('aria-label') || at.textContent.trim().slice(0, 40)
    const { outlineStyle, outlineWidth } = getComputedStyle(at)
    noted.stops += 1
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) noted.hidden.push(name)
    // From the end of the page the keyboard begins anew.
    const isBefore = last && Boolean(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_PRECEDING)
    if (isBefore && !(at as HTMLAnchorElement).hash?.startsWith('#main')) noted.backwards.push(name)
    last = at
  })
}

test('nothing moves for one who wants nothing to move', async () => {
  const page = await openPage(browser, address, { reducedMotion: 'reduce' })
  for (const path of ['/', '/tour/design', '/search?q=normering']) {
    await page.goto(path)
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element)
          return transitionDuration !== '0s' || animationName !== 'none'
        }).length,
    )
    expect([path, moving]).toEqual([path, 0])
  }
  await page.context().close()
})

test('in forced colours one sees which room one is in, and what the keyboard chooses', async () => {
  const page = await openPage(browser, address, { forcedColors: 'active', colorScheme: 'dark' })
  await page.goto('/findings')
  const [here, other] = await page.evaluate(() =>
    ['nav a[aria-current]', 'nav a:not([aria-current])'].map(
      (selector) => getComputedStyle(document.querySelector(selector)!).borderBottomColor,
    ),
  )
  expect(here).not.toBe(other)
  await page.keyboard.press('Control+k')
  await page.locator('#palette-q:focus').waitFor()
  await page.keyboard.type('gamma')
  await page.locator('#palette [aria-selected=true]').waitFor()
  const outline = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).outlineStyle)
  expect(await outline('#palette [aria-selected=true]')).toBe('solid')
  await page.context().close()
})

test('the menu holds for every number of rooms: one row of buttons on a telephone, and all of it behind one press', async () => {
  const page = await openPage(browser, address, {
    viewport: { width: 360, height: 800 },
    javaScriptEnabled: false,
  })
  await page.goto('/')
  const header = page.locator('body header').first()
  expect((await header.boundingBox())!.height).toBeLessThan(70)
  expect(await page.locator('#menu').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Menu' }).click()
  expect(await page.locator('#menu nav a').filter({ visible: true }).count()).toBeGreaterThan(5)
  await page.keyboard.press('Escape')
  expect(await page.locator('#menu').isVisible()).toBe(false)
  await page.context().close()
})
