import type { Page } from 'playwright-core'
import { foreignWords } from '../words/tongues.ts'

/**
 * What a page says in the other language without saying that it does, and numbers it writes the other language's way. A
 * source is cited as it is called, and so are names.
 */
export async function foreignTexts(
  page: Page,
  language: 'da' | 'en',
  names: readonly string[],
): Promise<{ foreign: string[]; numbers: string[] }> {
  const texts = await textsOf(page, language)
  const wrong = language === 'da' ? /(?<![\d.,])0\.\d/ : /(?<![\d.,])0,\d/
  return {
    foreign: texts
      .filter((text) => !names.some((name) => text.includes(name)))
      .filter((text) => foreignWords(text, language).length),
    numbers: texts.filter((text) => wrong.test(text)),
  }
}

/** What a page shows and reads out in its own language; code, what was written in a field and printed cells are as they are. */
function textsOf(page: Page, language: string): Promise<string[]> {
  return page.evaluate((language) => {
    const own = (element: Element | null) =>
      element?.closest('[lang]')?.getAttribute('lang') === language &&
      !element.closest('code, pre, textarea, script, style, .printed, del, [data-printed]')
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
