import * as Plot from '@observablehq/plot'
import type { Crosstab, Language } from '@pejling/indicators'
import { formatNumber, formatShare } from '../words/numbers.ts'
import { crosstabList } from './crosstab-list.ts'
import type { CellDoor } from './crosstab-options.ts'
import { draw } from './draw.ts'
import { type Drawing, onSheets, type Sheet } from './drawing.ts'
import { wrapWords } from './wrap-words.ts'

/**
 * A cross table as a grid of cells: one dot for each unit (or, above 200 units, the bar alone), a bar for the share
 * of its row, and both numbers in figures. Position carries the meaning; colour carries none.
 */
export function crosstabFigure(crosstab: Crosstab, language: Language, doors?: CellDoor[][]): Drawing {
  return onSheets((sheet) => grid(crosstab, language, sheet, doors))
}

/** Above this many units a dot each says less than the bars alone. */
export const dotsUpTo = 200

function grid(crosstab: Crosstab, language: Language, page: Sheet, doors?: CellDoor[][]): string {
  const { rows, columns, counts, n } = crosstab
  const columnWidth = (page.width - page.labelWidth) / Math.max(1, columns.length)
  const inner = columnWidth - (page.labelWidth ? 28 : 12)
  if (inner < page.text * 3.4) return crosstabList(crosstab, language, page, n <= dotsUpTo, doors)
  const heads = columns.map((column) => wrapWords(column.label[language], inner / (page.text * 0.62)))
  const headHeight = Math.max(1, ...heads.map((lines) => lines.length)) * page.text * 1.25 + 14
  const sides = rows.map((row, i) => rowLabel(row.label[language], sum(counts[i]), page))
  const labelHeight = page.labelWidth
    ? 0
    : Math.max(...sides.map((lines) => lines.length)) * page.text * 1.3 + 8
  const dots = n <= dotsUpTo ? dotGrid(Math.max(1, ...counts.flat()), inner) : undefined
  const cellTop = labelHeight + 6
  // Where a cell is too narrow for both numbers on one line the percentage goes below the count.
  const stacked = inner < page.text * 6
  const barTop = cellTop + (stacked ? 42 : 24)
  const rowHeight = barTop + 10 + (dots ? dots.rows * dots.step + 4 : 0) + 14

  const cells = rows.flatMap((row, i) =>
    columns.map((column, j) => ({
      row: row.id,
      column: column.id,
      count: counts[i][j],
      door: doors?.[i]?.[j],
      share: sum(counts[i]) ? counts[i][j] / sum(counts[i]) : 0,
    })),
  )
  const units = dots
    ? cells.flatMap((cell) =>
        Array.from({ length: cell.count }, (_, k) => ({
          ...cell,
          x: (k % dots.perRow) * dots.step + dots.step / 2,
          y: barTop + 16 + Math.floor(k / dots.perRow) * dots.step + dots.step / 2,
        })),
      )
    : []
  const facet = { fx: 'column', fy: 'row' } as const
  const first = columns[0]?.id
  return draw(
    {
      width: page.width,
      height: headHeight + rows.length * rowHeight,
      marginLeft: page.labelWidth,
      marginTop: headHeight,
      marginRight: 0,
      marginBottom: 0,
      fx: { domain: columns.map(({ id }) => id), padding: 0, axis: null },
      fy: { domain: rows.map(({ id }) => id), padding: 0, axis: null },
      x: { domain: [0, columnWidth], axis: null },
      y: { domain: [rowHeight, 0], axis: null },
      marks: [
        Plot.ruleY(cells, { ...facet, y: 0, stroke: 'var(--line)' }),
        Plot.text(columns, {
          fx: 'id',
          frameAnchor: 'top-left',
          text: (_, j) => heads[j].join('\n'),
          dy: -8,
          lineAnchor: 'bottom',
          textAnchor: 'start',
          fontSize: page.text,
          fontWeight: 600,
          lineHeight: 1.25,
          facetAnchor: 'top',
        }),
        Plot.text(rows, {
          fx: () => first,
          fy: 'id',
          x: 0,
          y: page.labelWidth ? cellTop : 8,
          text: (_, i) => sides[i].join('\n'),
          dx: -page.labelWidth,
          lineAnchor: 'top',
          textAnchor: 'start',
          fontSize: page.text,
          fontWeight: 600,
          lineHeight: 1.3,
        }),
        Plot.text(cells, {
          ...facet,
          x: 0,
          y: cellTop,
          text: ({ count }) => formatNumber(count, language),
          textAnchor: 'start',
          lineAnchor: 'top',
          fontSize: page.text + 3,
          fontWeight: 650,
          fill: ({ count }) => (count ? 'var(--ink)' : 'var(--ink-soft)'),
        }),
        Plot.text(cells, {
          ...facet,
          x: stacked ? 0 : inner,
          y: cellTop + (stacked ? 19 : 2),
          text: ({ share }) => formatShare(share, language),
          textAnchor: stacked ? 'start' : 'end',
          lineAnchor: 'top',
          fontSize: page.text,
          fill: 'var(--ink-soft)',
        }),
        Plot.rect(cells, { ...facet, x1: 0, x2: inner, y1: barTop, y2: barTop + 7, fill: 'var(--track)' }),
        Plot.rect(
          cells.filter(({ count }) => count),
          {
            ...facet,
            x1: 0,
            x2: ({ share }) => share * inner,
            y1: barTop,
            y2: barTop + 7,
            fill: 'var(--accent)',
          },
        ),
        Plot.dot(units, { ...facet, x: 'x', y: 'y', r: (dots?.step ?? 0) * 0.36, fill: 'var(--accent)' }),
        ...(doors ? [cellRect(cells, inner, rowHeight)] : []),
      ],
    },
    { doors: doors !== undefined },
  )
}

/** Nothing is seen of it; it is where a cell is pointed at. */
function cellRect(cells: { row: string; column: string; door?: CellDoor }[], width: number, height: number) {
  return Plot.rect(cells, {
    ...{ fx: 'column', fy: 'row', x1: -4, x2: width + 4, y1: 4, y2: height - 4, fill: 'transparent' },
    href: ({ door }: { door?: CellDoor }) => door?.href,
    ariaLabel: ({ door }: { door?: CellDoor }) => door?.words,
  })
}

function rowLabel(label: string, base: number, page: Sheet): string[] {
  const room = (page.labelWidth ? page.labelWidth - 16 : page.width) / (page.text * 0.62)
  return page.labelWidth
    ? [...wrapWords(label, room), `n = ${base}`]
    : wrapWords(`${label}, n = ${base}`, room)
}

function dotGrid(most: number, room: number): { perRow: number; rows: number; step: number } {
  const step = Math.max(5, Math.min(16, Math.sqrt((room * 60) / most)))
  const perRow = Math.max(1, Math.min(most, Math.floor(room / step), Math.max(5, Math.ceil(most / 4))))
  return { perRow, rows: Math.ceil(most / perRow), step }
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
