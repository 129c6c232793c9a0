import type { Page } from 'playwright-core'

/** What is wrong with the order of a page; empty if it has one of each landmark, one heading of the first level, and so on. */
export function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const one = ['body > div > header, body > header', 'main', 'h1']
    const navs = [...document.querySelectorAll('nav')].map((nav) => nav.ariaLabel)
    return [
      ...one
        .map((selector) => `${document.querySelectorAll(selector).length} of ${selector}`)
        .filter((count) => !count.startsWith('1 ')),
      ...(document.querySelector<HTMLAnchorElement>('a[href]')?.hash === '#main'
        ? []
        : ['no way past the header']),
      ...(document.querySelector('#announcement')?.getAttribute('aria-live') === 'polite'
        ? []
        : ['no place that is read out']),
      ...(navs.every(Boolean) ? [] : ['a nav without a name']),
      ...(new Set(navs).size === navs.length ? [] : ['two navs of one name']),
      ...[...document.querySelectorAll('[tabindex]')]
        .filter((element) => Number(element.getAttribute('tabindex')) > 0)
        .map((element) => `out of order: ${element.outerHTML.slice(0, 80)}`),
    ]
  })
}

/** How wide a page needs to be on half a screen, with text spaced out as WCAG 1.4.12 wants: 640 if it needs no more. */
export async function widthWhenLarge(page: Page): Promise<number> {
  // 200 % on a screen of 1280 px is one of 640.
  await page.setViewportSize({ width: 640, height: 400 })
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
    )
    document.adoptedStyleSheets.push(sheet)
    return document.documentElement.scrollWidth
  })
}
