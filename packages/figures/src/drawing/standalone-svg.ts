import { lightColours as colours } from './colours.ts'

/** What is written around a figure that stands alone. */
export type Caption = { title: string; lines: string[] }

const fonts = 'Liberation Sans, Arial, Helvetica, sans-serif'
const text = 13.5

/** A drawing of the page, with what it is of where there are several. */
export type DrawnPart = { drawing: string; heading?: string }

/**
 * Drawings of the page, one below the other, as a picture of its own: title above, what it is of and where it comes from
 * below, every colour written out, since word processors know neither variables nor mixed colours, and no links, which lead
 * nowhere there.
 */
export function standaloneSvg(parts: DrawnPart[], { title, lines }: Caption): string {
  const sizes = parts.map(({ drawing }) => sizeOf(drawing))
  const width = Math.max(...sizes.map((size) => size.width))
  const room = width / (text * 0.52)
  const head = title ? wrapped(title, room / 1.25) : []
  const foot = lines.flatMap((line) => wrapped(line, room))
  let y = head.length ? head.length * text * 1.6 + 16 : 0
  const inner = parts.map(({ drawing, heading }, i) => {
    const named = heading ? lineOf(heading, y + text * 1.2, 'font-weight="600"') : ''
    const top = y + (heading ? text * 2 : 0)
    y = top + sizes[i].height + (i < parts.length - 1 ? 20 : 0)
    return named + coloured(withoutLinks(drawing)).replace('<svg', `<svg x="0" y="${top}" overflow="visible"`)
  })
  const whole = Math.ceil(y + (foot.length ? foot.length * text * 1.35 + 24 : 0)) + 16
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -8 ${width + 32} ${whole}"`,
    ` width="${width + 32}" height="${whole}" font-family="${fonts}" font-size="${text}"`,
    ` fill="${colours.get('--ink')}">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="-16" y="-8" width="100%" height="100%" fill="#ffffff"/>`,
    ...head.map((words, i) =>
      lineOf(words, (i + 1) * text * 1.6, `font-size="${text * 1.25}" font-weight="600"`),
    ),
    ...inner,
    ...foot.map((words, i) => lineOf(words, y + 24 + i * text * 1.35, `fill="${colours.get('--ink-soft')}"`)),
    '</svg>\n',
  ].join('')
}

function lineOf(words: string, y: number, more: string): string {
  return `<text x="0" y="${y.toFixed(1)}" ${more}>${escaped(words)}</text>`
}

function sizeOf(drawing: string): { width: number; height: number } {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(drawing) ?? sized(drawing)
  return { width: Number(width), height: Number(height) }
}

function sized(drawing: string): string[] {
  const of = (name: string) => new RegExp(`<svg[^>]*\\b${name}="([\\d.]+)"`).exec(drawing)?.[1] ?? '0'
  return ['', of('width'), of('height')]
}

function withoutLinks(drawing: string): string {
  return drawing.replace(/<\/?a\b[^>]*>/g, '').replace(/ (aria|data)-[a-z-]+="[^"]*"/g, '')
}

/** @example coloured('color-mix(in srgb,var(--accent) 50%,var(--paper))') // '#83afb7' */
export function coloured(drawing: string): string {
  return drawing
    .replace(
      /color-mix\(in srgb, ?var\((--[a-z-]+)\) (\d+)%, ?var\((--[a-z-]+)\)\)/g,
      (_, one, share, other) => mixed(colours.get(one)!, colours.get(other)!, Number(share) / 100),
    )
    .replace(/var\((--[a-z-]+)\)/g, (whole, name) => colours.get(name) ?? whole)
    .replaceAll('currentColor', colours.get('--ink')!)
}

function mixed(one: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [a, b] = [one, other].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16))
    return Math.round(a * share + b * (1 - share))
      .toString(16)
      .padStart(2, '0')
  })
  return `#${parts.join('')}`
}

/** Lines broken at spaces only, so that what is copied from them is as it was. */
function wrapped(line: string, characters: number): string[] {
  return line
    .split(' ')
    .reduce<string[]>(
      (lines, word) =>
        lines.length && `${lines.at(-1)} ${word}`.length <= characters
          ? lines.with(-1, `${lines.at(-1)} ${word}`)
          : [...lines, word],
      [],
    )
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
