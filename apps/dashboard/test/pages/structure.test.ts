import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from './browser.ts'
import { pages } from './pages.ts'

const { address } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

test(
  'every page has one of each landmark, one heading of the first level, a way past the header, and a place that is read out',
  { timeout: 60_000 },
  async () => {
    const page = await openPage(browser, address)
    for (const path of [...pages, '/nowhere']) {
      await page.goto(path)
      const found = await page.evaluate(() => ({
        landmarks: ['body > div > header, body > header', 'main', 'h1'].map(
          (selector) => document.querySelectorAll(selector).length,
        ),
        first: document.querySelector<HTMLAnchorElement>('a[href]')?.hash,
        live: document.querySelector('#announcement')?.getAttribute('aria-live'),
        unnamed: [...document.querySelectorAll('nav')].filter((nav) => !nav.ariaLabel).length,
        names: [...document.querySelectorAll('nav')].map((nav) => nav.ariaLabel),
        outOfOrder: [...document.querySelectorAll('[tabindex]')].filter(
          (element) => Number(element.getAttribute('tabindex')) > 0,
        ).length,
      }))
      expect([path, found]).toEqual([
        path,
        {
          ...{ landmarks: [1, 1, 1], first: '#main', live: 'polite', unnamed: 0, outOfOrder: 0 },
          names: [...new Set(found.names)],
        },
      ])
    }
    await page.context().close()
  },
)

test.each([1280, 360])(
  'at %i px the keyboard walks through every page in reading order, and one always sees where it is',
  { timeout: 90_000 },
  async (width) => {
    const page = await openPage(browser, address, { viewport: { width, height: 800 } })
    for (const path of [
      '/',
      '/glossary',
      '/search?q=normering',
      '/tour/design',
      '/audit',
      '/about',
      '/nowhere',
    ]) {
      await page.goto(path)
      const stops: { label: string; at: number; shown: boolean }[] = []
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab')
        const stop = await page.evaluate(() => {
          const at = document.activeElement!
          if (at === document.body) return undefined
          const { outlineStyle, outlineWidth } = getComputedStyle(at)
          const all = [...document.querySelectorAll('*')]
          return {
            label: at.id || at.textContent.trim().slice(0, 40),
            at: all.indexOf(at),
            shown: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
          }
        })
        if (!stop) break
        stops.push(stop)
      }
      expect([path, stops.length > 3]).toEqual([path, true])
      expect([path, stops.filter(({ shown }) => !shown)]).toEqual([path, []])
      expect([path, stops.map(({ at }) => at)]).toEqual([
        path,
        stops.map(({ at }) => at).toSorted((a, b) => a - b),
      ])
    }
    await page.context().close()
  },
)

test('at twice the size, and with text spaced out, nothing is cut off or needs two ways of scrolling', async () => {
  // 200 % on a screen of 1280 px is one of 640.
  const page = await openPage(browser, address, {
    viewport: { width: 640, height: 400 },
    deviceScaleFactor: 2,
  })
  for (const path of pages) {
    await page.goto(path)
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
      )
      document.adoptedStyleSheets.push(sheet)
    })
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 640])
  }
  await page.context().close()
})

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
  await page.goto('/about')
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
