import * as Plot from '@observablehq/plot'
import type { Crosstab, Language } from '@pejling/indicators'
import { formatNumber, formatShare } from '../words/numbers.ts'
import type { CellDoor } from './crosstab-options.ts'
import { draw } from './draw.ts'
import type { Sheet } from './drawing.ts'
import { wrapWords } from './wrap-words.ts'

type Cell = {
  label: string
  numbers: string
  share: number
  count: number
  top: number
  bar: number
  door?: CellDoor
}

/**
 * A cross table with more columns than fit beside each other: the same cells one below the other, each with its
 * column's name, under the name of their row.
 */
export function crosstabList(
  crosstab: Crosstab,
  language: Language,
  sheet: Sheet,
  dotted: boolean,
  doors?: CellDoor[][],
): string {
  const { rows, columns, counts } = crosstab
  const { width, text } = sheet
  const step = 13
  const perLine = Math.floor(width / step)
  const headings: { text: string; top: number }[] = []
  const cells: Cell[] = []
  let y = 0
  rows.forEach((row, i) => {
    const base = counts[i].reduce((a, b) => a + b, 0)
    const heading = wrapWords(`${row.label[language]}, n = ${base}`, width / (text * 0.62))
    headings.push({ text: heading.join('\n'), top: y + 8 })
    y += 14 + heading.length * text * 1.3
    columns.forEach((column, j) => {
      const count = counts[i][j]
      const share = base ? count / base : 0
      const numbers = `${formatNumber(count, language)}, ${formatShare(share, language)}`
      const lines = wrapWords(
        column.label[language],
        (width - numbers.length * text * 0.62 - 16) / (text * 0.58),
      )
      const bar = y + lines.length * text * 1.25 + 5
      cells.push({ label: lines.join('\n'), numbers, share, count, top: y, bar, door: doors?.[i]?.[j] })
      y = bar + 12 + (dotted ? Math.ceil(count / perLine) * step + 4 : 0)
    })
    y += 10
  })
  const dots = dotted
    ? cells.flatMap(({ count, bar }) =>
        Array.from({ length: count }, (_, k) => ({
          x: (k % perLine) * step + step / 2,
          y: bar + 14 + Math.floor(k / perLine) * step,
        })),
      )
    : []
  const start = { textAnchor: 'start', lineAnchor: 'top', x: 0 } as const
  return draw(
    {
      width,
      height: y,
      margin: 0,
      x: { domain: [0, width], axis: null },
      y: { domain: [y, 0], axis: null },
      marks: [
        Plot.ruleY(headings, { y: ({ top }: { top: number }) => top - 8, stroke: 'var(--line)' }),
        Plot.text(headings, {
          ...start,
          y: 'top',
          text: 'text',
          fontSize: text,
          fontWeight: 600,
          lineHeight: 1.3,
        }),
        Plot.text(cells, { ...start, y: 'top', text: 'label', fontSize: text, lineHeight: 1.25 }),
        Plot.text(cells, {
          ...start,
          textAnchor: 'end',
          x: width,
          y: 'top',
          text: 'numbers',
          fontSize: text,
        }),
        Plot.rect(cells, {
          x1: 0,
          x2: width,
          y1: 'bar',
          y2: ({ bar }: Cell) => bar + 6,
          fill: 'var(--track)',
        }),
        Plot.rect(
          cells.filter(({ count }) => count),
          {
            x1: 0,
            x2: ({ share }) => share * width,
            y1: 'bar',
            y2: ({ bar }) => bar + 6,
            fill: 'var(--accent)',
          },
        ),
        Plot.dot(dots, { x: 'x', y: 'y', r: step * 0.36, fill: 'var(--accent)' }),
        Plot.rect(doors ? cells : [], {
          ...{ x1: -4, x2: width + 4, y1: 'top', y2: ({ bar }: Cell) => bar + 10, fill: 'transparent' },
          href: ({ door }: Cell) => door?.href,
          ariaLabel: ({ door }: Cell) => door?.words,
        }),
      ],
    },
    { doors: doors !== undefined },
  )
}
