import type { Page } from 'playwright-core'

/** Labels of a drawing that lie on top of each other as the browser sets them. */
export async function crossedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const crossed: string[] = []
    for (const svg of document.querySelectorAll('.drawing svg')) {
      if (!svg.getClientRects().length) continue
      const texts = [...svg.querySelectorAll('text')].map((text) => ({
        words: text.textContent,
        box: text.getBoundingClientRect(),
      }))
      texts.forEach(({ words, box }, i) => {
        for (const other of texts.slice(i + 1))
          if (
            box.left + 1 < other.box.right &&
            other.box.left + 1 < box.right &&
            box.top + 2 < other.box.bottom &&
            other.box.top + 2 < box.bottom
          )
            crossed.push(`${words} × ${other.words}`)
      })
    }
    return crossed
  })
}
