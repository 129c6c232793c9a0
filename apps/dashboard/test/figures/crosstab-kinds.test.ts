import { expect, test } from 'vitest'
import {
  type CrosstabFigure,
  crosstabFigure,
  divergingTones,
  mosaicFigure,
  sequentialTones,
  shareIntervals,
  stackedBars,
} from '@pejling/figures'
import { smallGroups } from './tables.ts'

const sizes = ['wide', 'middle', 'narrow'] as const
const doors = smallGroups.counts.map((row, i) =>
  row.map((count, j) => ({ href: `/rows?at=${i},${j}`, words: `2.094: ${count} & <more>` })),
)
const kinds: [string, CrosstabFigure, number][] = [
  ['bars', (table, options) => stackedBars(table, options), 7],
  ['diverging bars', (table, options) => stackedBars(table, { ...options, diverging: true }), 7],
  ['a mosaic', (table, options) => mosaicFigure(table, options), 7],
  ['intervals', (table, options) => shareIntervals(table, options), 9],
  ['single units', (table, { language, doors }) => crosstabFigure(table, language, doors), 9],
]
const rects = (svg: string) =>
  [...svg.matchAll(/<a [^>]*><rect ([^>]*)>/g)].map(([, attributes]) => {
    const at = (name: string) => Number(new RegExp(`\\b${name}="([\\d.-]+)"`).exec(attributes)![1])
    return { x: at('x'), y: at('y'), width: at('width'), height: at('height') }
  })

test.each(kinds)(
  'in %s every cell that is drawn is a door with its own words, in every size',
  (_, draw, cells) => {
    const figure = draw(smallGroups, { language: 'da', doors })
    expect(figure.doors).toBe(true)
    for (const size of sizes) {
      expect(figure[size].match(/<a [^>]*href="\/rows\?at=\d,\d"/g)).toHaveLength(cells)
      expect(figure[size].match(/aria-label="2\.094: \d &amp; &lt;more&gt;"/g)).toHaveLength(cells)
      expect(figure[size]).toMatch(/^<svg[^>]*role="group"/)
      expect(figure[size]).not.toMatch(/<style|<script|\sstyle=|\son\w+=|xlink/)
    }
  },
)

test.each(kinds)('%s without doors are one picture that is told in words', (_, draw) => {
  const figure = draw(smallGroups, { language: 'en' })
  for (const size of sizes) expect(figure[size]).toMatch(/^<svg[^>]*aria-hidden="true"/)
  expect(figure.doors).toBe(false)
})

test('stacked bars are all as long, and each part as long as its share', () => {
  const parts = rects(stackedBars(smallGroups, { language: 'da', doors }).wide)
  const bars = [...Map.groupBy(parts, ({ y }) => y).values()]
  const lengths = bars.map((bar) => bar.reduce((sum, { width }) => sum + width, 0))
  expect(lengths).toHaveLength(3)
  for (const length of lengths) expect(length).toBeCloseTo(lengths[0], 0)
  const shares = bars.map((bar, i) => bar.map(({ width }) => width / lengths[i]))
  expect(shares[0][0]).toBeCloseTo(1 / 8, 2)
  expect(shares[2]).toEqual([1])
})

test('diverging bars have as much to the right of the middle as is above the middle of the order', () => {
  const { wide } = stackedBars(smallGroups, { language: 'da', doors, diverging: true })
  const bars = [...Map.groupBy(rects(wide), ({ y }) => y).values()]
  const [first, , last] = bars
  // 1, 3, 4 of 8: 2.5 below the middle; 0, 0, 8: nothing below it.
  const middle = last[0].x
  expect((middle - first[0].x) / last[0].width).toBeCloseTo(2.5 / 8, 2)
})

test('the area of a cell of a mosaic is its count', () => {
  const table = {
    ...smallGroups,
    counts: [
      [1, 3, 4],
      [9, 6, 9],
      [2, 2, 12],
    ],
    n: 48,
  }
  const cells = rects(mosaicFigure(table, { language: 'da', doors }).wide)
  const unit = (cells[0].width * cells[0].height) / 1
  table.counts
    .flat()
    .forEach((count, i) => expect((cells[i].width * cells[i].height) / unit).toBeCloseTo(count, 0))
})

test('text on every shade has a contrast of 4.5 to 1, in light and dark', () => {
  for (const scheme of [0, 1] as const)
    for (const tones of [2, 3, 4, 5].flatMap((k) => [sequentialTones(k), divergingTones(k)]))
      for (const { fill, ink } of tones)
        expect(contrast(colour(fill, scheme), colour(ink, scheme)), `${fill} ${ink}`).toBeGreaterThanOrEqual(
          4.5,
        )
})

const palette: Record<string, [string, string]> = {
  paper: ['#fbfaf7', '#10181d'],
  ink: ['#15232b', '#e9eeee'],
  track: ['#e4e9e8', '#2b3a41'],
  accent: ['#0b6477', '#74c5d4'],
  warn: ['#9a3c16', '#f2a684'],
  'on-accent': ['#ffffff', '#0c1a1f'],
  'on-middle': ['#15232b', '#0c1a1f'],
}

function colour(text: string, scheme: 0 | 1): number[] {
  const mix = /^color-mix\(in srgb,var\(--(.+?)\) (\d+)%,var\(--paper\)\)$/.exec(text)
  const named = (name: string) => [1, 3, 5].map((at) => parseInt(palette[name][scheme].slice(at, at + 2), 16))
  if (!mix) return named(/^var\(--(.+)\)$/.exec(text)![1])
  const share = Number(mix[2]) / 100
  const paper = named('paper')
  return named(mix[1]).map((channel, i) => channel * share + paper[i] * (1 - share))
}

function contrast(a: number[], b: number[]): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

function luminance(channels: number[]): number {
  const [r, g, b] = channels.map((c) =>
    c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
