import { listStudies, openEdition } from '@pejling/warehouse'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { foreignWords } from '../words/tongues.ts'
import { openPage } from './browser.ts'
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
      const texts = await textsOf(page, language)
      const foreign = texts
        // A source is cited as it is called.
        .filter((text) => !citations.some((citation) => text.includes(citation)))
        .filter((text) => foreignWords(text, language).length)
      expect([path, foreign]).toEqual([path, []])
      const wrong = language === 'da' ? /(?<![\d.,])0\.\d/ : /(?<![\d.,])0,\d/
      // What is printed stands as it is printed.
      if (!path.startsWith('/audit/'))
        expect([path, texts.filter((text) => wrong.test(text))]).toEqual([path, []])
    }
    await page.context().close()
  },
)

/** What a page shows and reads out in its own language; code and printed cells are as they are. */
function textsOf(page: Page, language: string): Promise<string[]> {
  return page.evaluate((language) => {
    const own = (element: Element | null) =>
      element?.closest('[lang]')?.getAttribute('lang') === language &&
      !element.closest('code, pre, script, style, .printed, del, [data-printed]')
    // A title has no mark of its own: what the heading says in another language is so in the title too.
    const other = [...document.querySelectorAll('h1 [lang]')].map((one) => one.textContent ?? '')
    const texts = [other.reduce((title, name) => title.replace(name, ''), document.title)]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim()
      if (text && own(walker.currentNode.parentElement)) texts.push(text)
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      if (own(element))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
          texts.push(element.getAttribute(name) ?? '')
    return texts
  }, language)
}
