import { listStudies, openEdition } from '@pejling/warehouse'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from './browser.ts'
import { foreignTexts } from './foreign-texts.ts'
import { pages } from './pages.ts'

const { address, home, live } = inject('house')
let browser: Browser
let citations: string[]
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
  const edition = await openEdition(join(home, 'editions', `${live}.duckdb`))
  citations = (await listStudies(edition)).map(({ source }) => source.citation)
  await edition.close()
})
afterAll(() => browser.close())

test.each(['da', 'en'] as const)(
  'every page is all in its language, %s, numbers too, but for what says that it is in another',
  { timeout: 90_000 },
  async (language) => {
    const page = await openPage(browser, address, { language })
    for (const path of [...pages, '/nowhere', '/relations?study=nowhere']) {
      await page.goto(path)
      const { foreign, numbers } = await foreignTexts(page, language, citations)
      expect([path, foreign]).toEqual([path, []])
      // What is printed stands as it is printed.
      if (!path.startsWith('/audit/')) expect([path, numbers]).toEqual([path, []])
    }
    await page.context().close()
  },
)
