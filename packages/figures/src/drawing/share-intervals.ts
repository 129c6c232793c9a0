import * as Plot from '@observablehq/plot'
import type { Crosstab } from '@pejling/indicators'
import { proportion } from '@pejling/statistics'
import { formatNumber, formatShare } from '../words/numbers.ts'
import type { CellDoor, CrosstabOptions } from './crosstab-options.ts'
import { draw } from './draw.ts'
import { type Drawing, onSheets, type Sheet } from './drawing.ts'
import { sum } from './row-labels.ts'
import { wrapWords } from './wrap-words.ts'

type Mark = { x: number; lower: number; upper: number; y: number; words: string; door?: CellDoor }

/**
 * The share of each column in each row as a dot with Wilson's 95 % interval, column by column on one scale from 0 to
 * 100 %. The intervals take the units as drawn one by one; what the design allows is said beside the figure.
 */
export function shareIntervals(crosstab: Crosstab, options: CrosstabOptions): Drawing {
  return onSheets((sheet) => intervals(crosstab, options, sheet))
}

function intervals(crosstab: Crosstab, { language, doors }: CrosstabOptions, sheet: Sheet): string {
  const { rows, columns, counts } = crosstab
  const { width, text } = sheet
  const left = sheet.labelWidth
  const numbers = text * 8.5
  const [low, high] = [left + 4, width - numbers]
  const at = (share: number) => low + share * (high - low)
  const step = left ? text * 2 : text * 3
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  const marks: Mark[] = []
  const names: { text: string; y: number }[] = []
  const headings: { text: string; y: number }[] = []
  const spans: { y1: number; y2: number }[] = []
  let y = 0
  for (const [j, column] of columns.entries()) {
    const heading = wrapWords(column.label[language], width / (text * 0.6))
    headings.push({ text: heading.join('\n'), y })
    y += heading.length * text * 1.3 + text * 0.5
    const top = y
    for (const [i, row] of rows.entries()) {
      const base = sum(counts[i])
      if (!base) continue
      const { interval, estimate } = proportion(counts[i][j], base)
      const lines = wrapWords(row.label[language], ((left || width) - 12) / (text * 0.6))
      const height = left
        ? Math.max(step, lines.length * text * 1.3 + 6)
        : lines.length * text * 1.3 + text * 1.7
      names.push({ text: lines.join('\n'), y: left ? y + height / 2 - (lines.length * text * 1.3) / 2 : y })
      marks.push({
        ...{ x: at(estimate!), lower: at(interval!.lower), upper: at(interval!.upper) },
        y: left ? y + height / 2 : y + lines.length * text * 1.3 + text * 0.7,
        words: `${formatShare(estimate!, language)} (${formatNumber(counts[i][j], language)}/${formatNumber(base, language)})`,
        door: doors?.[i]?.[j],
      })
      y += height
    }
    spans.push({ y1: top, y2: y })
    y += text * 1.2
  }
  const bottom = y + text
  const lines = spans.flatMap((span) => ticks.map((tick) => ({ ...span, tick })))
  return draw(
    {
      width,
      height: bottom + text,
      margin: 0,
      x: { domain: [0, width], axis: null },
      y: { domain: [bottom + text, 0], axis: null },
      marks: [
        Plot.ruleX(lines, {
          x: ({ tick }: { tick: number }) => at(tick),
          y1: 'y1',
          y2: 'y2',
          stroke: 'var(--line)',
        }),
        Plot.text(ticks, {
          x: at,
          y: bottom - text * 1.4,
          text: (tick: number) => formatShare(tick, language),
          lineAnchor: 'top',
          fontSize: text - 1.5,
          fill: 'var(--ink-soft)',
        }),
        Plot.text(headings, {
          ...start,
          x: 0,
          y: 'y',
          text: 'text',
          fontSize: text,
          fontWeight: 600,
          lineHeight: 1.3,
        }),
        Plot.text(names, {
          ...start,
          x: 0,
          y: 'y',
          text: 'text',
          fontSize: text,
          lineHeight: 1.3,
        }),
        Plot.ruleY(marks, {
          y: 'y',
          x1: 'lower',
          x2: 'upper',
          stroke: 'var(--accent)',
          strokeWidth: 3,
        }),
        Plot.dot(marks, {
          ...{ x: 'x', y: 'y', r: 6, fill: 'var(--accent)', stroke: 'var(--paper)', strokeWidth: 1.5 },
          href: ({ door }: Mark) => door?.href,
          ariaLabel: ({ door }: Mark) => door?.words,
        }),
        Plot.text(marks, {
          x: width - numbers + 12,
          y: 'y',
          text: 'words',
          textAnchor: 'start',
          fontSize: text - 1,
          fill: 'var(--ink-soft)',
        }),
      ],
    },
    { doors: marks.some(({ door }) => door?.href) },
  )
}

const start = { textAnchor: 'start', lineAnchor: 'top' } as const
