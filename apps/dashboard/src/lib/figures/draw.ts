import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

const { document } = parseHTML('<!doctype html><html><body></body></html>')

/**
 * Draws a plot on the server as SVG text. Colours are CSS variables and type comes from the page's stylesheet, so
 * that one drawing is right in light, dark and print; numbers are cut to two decimals, which keeps pages small.
 */
export function draw(options: Plot.PlotOptions): string {
  const svg = Plot.plot({ ...options, document: document as unknown as Document, className: 'plot' })
  svg.querySelectorAll('style').forEach((style) => style.remove())
  for (const name of ['fill', 'font-family', 'font-size', 'xmlns:xlink']) svg.removeAttribute(name)
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('focusable', 'false')
  return svg.outerHTML.replace(/<[^>]+>/g, (tag) =>
    // Labels are between the tags: a label such as 2.094 is not a coordinate.
    tag.replace(/\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100)),
  )
}
