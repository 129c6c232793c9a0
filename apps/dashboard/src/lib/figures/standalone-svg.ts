import style from '../../app.css?raw'

/** What is written around a figure that stands alone. */
export type Caption = { title: string; lines: string[] }

/** The page's colours in light, by name: `--accent` is `#0b6477`. */
const colours = new Map(
  [...style.matchAll(/(--[a-z-]+): light-dark\((#[0-9a-f]{6}),/g)].map(([, name, light]) => [name, light]),
)
const fonts = 'Liberation Sans, Arial, Helvetica, sans-serif'
const text = 13.5

/**
 * A drawing of the page as a picture of its own: title above, what it is of and where it comes from below, every colour
 * written out, since word processors know neither variables nor mixed colours, and no links, which lead nowhere there.
 */
export function standaloneSvg(drawing: string, { title, lines }: Caption): string {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(drawing) ?? sized(drawing)
  const room = Number(width) / (text * 0.52)
  const head = title ? wrapped(title, room / 1.25) : []
  const foot = lines.flatMap((line) => wrapped(line, room))
  const top = head.length ? head.length * text * 1.6 + 16 : 0
  const bottom = foot.length ? foot.length * text * 1.35 + 24 : 0
  const whole = Number(height) + top + bottom
  const inner = coloured(withoutLinks(drawing)).replace('<svg', `<svg x="0" y="${top}" overflow="visible"`)
  const line = (words: string, y: number, more: string) =>
    `<text x="0" y="${y.toFixed(1)}" ${more}>${escaped(words)}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -8 ${Number(width) + 32} ${Math.ceil(whole) + 16}"`,
    ` width="${Number(width) + 32}" height="${Math.ceil(whole) + 16}" font-family="${fonts}" font-size="${text}"`,
    ` fill="${colours.get('--ink')}">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="-16" y="-8" width="100%" height="100%" fill="#ffffff"/>`,
    ...head.map((words, i) =>
      line(words, (i + 1) * text * 1.6, `font-size="${text * 1.25}" font-weight="600"`),
    ),
    inner,
    ...foot.map((words, i) =>
      line(words, top + Number(height) + 24 + i * text * 1.35, `fill="${colours.get('--ink-soft')}"`),
    ),
    '</svg>\n',
  ].join('')
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
