import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from './browser.ts'
import { crossedTexts } from './crossed-texts.ts'
import { misplaced, widthWhenLarge } from './landmarks.ts'
import { firstRelation, pages } from './pages.ts'
import { violations } from './violations.ts'

const { address } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

/** Every page in two looks that differ in everything; a few of them in the other two. */
const some = ['/', firstRelation, '/audit/kora-2017?only=disagrees', '/sign-in', '/nowhere']
const looks = [
  { language: 'da', theme: 'light', width: 1280, paths: [...pages, '/nowhere'] },
  { language: 'en', theme: 'dark', width: 375, paths: [...pages, '/nowhere'] },
  { language: 'da', theme: 'dark', width: 768, paths: some },
  { language: 'en', theme: 'light', width: 1280, paths: some },
] as const

test.each(looks)(
  'in $language, $theme, $width px wide, no page breaks WCAG 2.2 AA, complains, is out of order, or is wider than the screen, also at twice the size and with text spaced out',
  { timeout: 300_000 },
  async ({ language, theme, width, paths }) => {
    const page = await openPage(browser, address, { language, theme, viewport: { width, height: 800 } })
    for (const path of paths) {
      await page.setViewportSize({ width, height: 800 })
      await page.goto(path)
      expect([path, await violations(page)]).toEqual([path, []])
      const needed = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([path, needed]).toEqual([path, width])
      expect([path, await crossedTexts(page)]).toEqual([path, []])
      expect([path, await misplaced(page)]).toEqual([path, []])
      if (width >= 768) expect([path, await widthWhenLarge(page)]).toEqual([path, 640])
    }
    expect(page.complaints.filter((line) => !/status of 404/.test(line))).toEqual([])
    await page.context().close()
  },
)
