import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

/** What is used of an element; this room knows no browser. */
type Mark = {
  attributes: Iterable<{ name: string; value: string }>
  children: Iterable<Mark>
  firstElementChild: Mark | null
  outerHTML: string
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  querySelector(selector: string): Mark | null
  querySelectorAll(selector: string): Iterable<Mark> & { forEach(each: (mark: Mark) => void): void }
  remove(): void
}

const { document } = parseHTML('<!doctype html><html><body></body></html>')

/**
 * Draws a plot on the server as SVG text. Colours are CSS variables and type comes from the page's stylesheet, so
 * that one drawing is right in light, dark and print; numbers are cut to two decimals, which keeps pages small. With
 * `doors` some marks are links, which can be reached by keyboard and say what they are; else the picture as a whole is hidden from readers who
 * are told it in words.
 */
export function draw(options: Plot.PlotOptions, { doors = false }: { doors?: boolean } = {}): string {
  const svg = Plot.plot({ ...options, document: document as never, className: 'plot' }) as unknown as Mark
  svg.querySelectorAll('style').forEach((style) => style.remove())
  for (const name of ['fill', 'font-family', 'font-size', 'xmlns:xlink']) svg.removeAttribute(name)
  if (doors) {
    svg.setAttribute('role', 'group')
    svg.querySelectorAll('a').forEach(nameDoor)
    for (const mark of svg.children) if (!mark.querySelector('a')) mark.setAttribute('aria-hidden', 'true')
  } else {
    svg.setAttribute('aria-hidden', 'true')
    svg.setAttribute('focusable', 'false')
  }
  for (const element of [svg, ...svg.querySelectorAll('*')]) shorten(element)
  return svg.outerHTML
}

/** Labels are between the tags or words for a reader: one such as 2.094 is not a coordinate. */
function shorten(element: Mark): void {
  for (const { name, value } of [...element.attributes])
    if (name !== 'href' && name !== 'aria-label' && /\.\d{3}/.test(value))
      element.setAttribute(name, cut(value))
}

function cut(value: string): string {
  return value.replace(/\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100))
}

/** Plot puts the name on the mark and the address in a namespace of its own; a link has both itself. */
function nameDoor(door: Mark): void {
  const address = door.getAttribute('xlink:href') ?? door.getAttribute('href')
  for (const name of ['xlink:href', 'href', 'fill']) door.removeAttribute(name)
  const mark = door.firstElementChild
  const words = mark?.getAttribute('aria-label')
  mark?.removeAttribute('aria-label')
  if (address) door.setAttribute('href', escaped(address))
  if (words) door.setAttribute('aria-label', escaped(words))
}

/** linkedom writes attributes as they are but for quotation marks. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
