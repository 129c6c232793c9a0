import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listStudies, openEdition } from '@pejling/warehouse'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, leave } from '../people/visiting.ts'
import { foreignTexts } from './foreign-texts.ts'
import { misplaced } from './landmarks.ts'
import { followedPages, pages, signedInPages, walkedElsewhere } from './pages.ts'
import { violations } from './violations.ts'

let house: PeopleHouse
let address: string
let browser: Browser
let names: string[]
beforeAll(async () => {
  const { home, live } = inject('house')
  const file = join(home, 'editions', `${live}.duckdb`)
  house = await openPeopleHouse(file)
  await house.addPerson('Ada', 'admin')
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
  const edition = await openEdition(file, { connections: 1 })
  names = (await listStudies(edition)).map(({ source }) => source.citation)
  await edition.close()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

test.each([
  { language: 'da', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 360 },
] as const)(
  'signed in, in $language, $theme, $width px wide, every page is sound, in order, in its language and no wider than the screen',
  { timeout: 300_000 },
  async ({ language, theme, width }) => {
    const page = await enterAs(browser, address, 'Ada', { language, theme, viewport: { width, height: 800 } })
    const paths = [...signedInPages]
    for (const { from, link } of Object.values(followedPages)) {
      await page.goto(from)
      const hrefs = await page.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href')!))
      const found = hrefs.find((href) => link.test(href))
      expect([from, found]).toEqual([from, expect.any(String)])
      paths.push(found!)
    }
    for (const path of paths) {
      const answer = await page.goto(path)
      expect([path, answer?.status()]).toEqual([path, 200])
      expect([path, await violations(page)]).toEqual([path, []])
      expect([path, await misplaced(page)]).toEqual([path, []])
      const needed = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([path, needed]).toEqual([path, width])
      const { foreign, numbers } = await foreignTexts(page, language, names)
      expect([path, foreign, numbers]).toEqual([path, [], []])
    }
    expect(page.complaints).toEqual([])
    await leave(page)
  },
)

test('every page there is stands in a list of those that are looked at', async () => {
  const routes = join(import.meta.dirname, '../../src/routes')
  const found = await readdir(routes, { recursive: true })
  const kinds = found
    .filter((file) => file.endsWith('+page.svelte'))
    .map((file) => `/${file.replace(/\/?\+page\.svelte$/, '')}`)
  const paths = [...pages, ...signedInPages].map((path) => path.split('?')[0])
  // A page that has its own address is not one of those with a part that may be anything.
  const plain = kinds.filter((kind) => !kind.includes('['))
  const missing = kinds.filter((kind) => {
    const pattern = new RegExp(
      `^${kind.replace(/\/\[\.\.\.\w+\]/g, '(?:/.*)?').replace(/\[\w+\]/g, '[^/]+')}$`,
    )
    const isLooked = paths.some((path) => pattern.test(path) && (path === kind || !plain.includes(path)))
    const others = { ...followedPages, ...walkedElsewhere }
    return !isLooked && !Object.hasOwn(others, kind)
  })
  expect(missing).toEqual([])
  for (const [kind, test] of Object.entries(walkedElsewhere)) {
    expect(kinds).toContain(kind)
    const text = await readFile(join(import.meta.dirname, '..', test), 'utf8')
    expect([kind, text.includes('violations(')]).toEqual([kind, true])
  }
})
