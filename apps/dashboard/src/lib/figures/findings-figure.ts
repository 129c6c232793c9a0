import * as Plot from '@observablehq/plot'
import { type CellDoor, type Drawing, type Sheet, draw, onSheets } from '@pejling/figures'
import { type PlacedMark, placeGrid, placeList } from './findings-places.ts'

/** One cell: what was printed, the estimate with its interval from -1 to 1, and p in words. */
export type FindingMark = {
  row: number
  column: number
  /** As printed, with the sign of the audit's verdict; empty if nothing was printed. */
  printed: string
  verdict: string
  wrong: boolean
  estimate?: number
  lower?: number
  upper?: number
  /** p is below the level whatever the design, only if units are taken one by one, or not at all. */
  below: 'design' | 'naive' | 'no'
  p: string
  door: CellDoor
}

export type FindingsOptions = {
  rows: string[]
  columns: string[]
  /** What is said on a phone of a row's cells with neither print nor numbers, before their names. */
  nothing: string
}

/**
 * A matrix of findings as a picture: in each cell the printed mark with the audit's sign, below it the estimate as a dot
 * with its interval on a line from -1 to 1 with zero marked, and p. A filled dot is below the level by the design, a ring
 * with a point only as if units were independent, an empty ring not. On a phone, and with many columns, it is a list.
 */
export function findingsFigure(marks: FindingMark[], options: FindingsOptions): Drawing {
  return onSheets((sheet) => matrix(marks, options, sheet))
}

function matrix(marks: FindingMark[], options: FindingsOptions, sheet: Sheet): string {
  const { text, width } = sheet
  const isGrid = sheet.labelWidth > 0 && (width - sheet.labelWidth) / options.columns.length >= text * 6.6
  const { placed, labels, height, rules } = (isGrid ? placeGrid : placeList)(marks, options, sheet)
  const measured = placed.filter(({ estimate }) => estimate !== undefined)
  const at = ({ line }: PlacedMark, value: number) => line.x1 + ((value + 1) / 2) * (line.x2 - line.x1)
  const dot = (of: PlacedMark[], options: Plot.DotOptions) =>
    Plot.dot(of, {
      ...{ x: (mark: PlacedMark) => at(mark, mark.estimate!), y: (mark: PlacedMark) => mark.line.y },
      ...{ pointerEvents: 'none', ...options },
    })
  const words = (of: PlacedMark[], place: 'printedAt' | 'verdictAt' | 'pAt', options: Plot.TextOptions) =>
    Plot.text(of, {
      ...{ x: (mark: PlacedMark) => mark[place].x, y: (mark: PlacedMark) => mark[place].y },
      ...{ lineAnchor: 'middle', fontSize: text - 0.5, pointerEvents: 'none', ...options },
    })
  return draw(
    {
      ...{ width, height, margin: 0 },
      x: { domain: [0, width], axis: null },
      y: { domain: [height, 0], axis: null },
      marks: [
        Plot.ruleY(rules, { y: (y: number) => y, x1: 0, x2: width, stroke: 'var(--line)' }),
        Plot.rect(
          placed.filter(({ door }) => door.href),
          {
            ...{ x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'var(--paper)', fillOpacity: 0 },
            ...{ stroke: 'transparent', strokeWidth: 1.5 },
            href: ({ door }: PlacedMark) => door.href,
            ariaLabel: ({ door }: PlacedMark) => door.words,
          },
        ),
        ...[false, true].map((soft) =>
          Plot.text(
            labels.filter((label) => label.soft === soft),
            {
              ...{ x: 'x', y: 'y', text: 'text', textAnchor: 'start', lineAnchor: 'top', lineHeight: 1.3 },
              ...{ fontSize: soft ? text - 0.5 : text, fontWeight: soft ? 400 : 600 },
              fill: soft ? 'var(--ink-soft)' : 'var(--ink)',
            },
          ),
        ),
        Plot.ruleY(measured, {
          ...{ y: ({ line }: PlacedMark) => line.y, x1: ({ line }: PlacedMark) => line.x1 },
          ...{ x2: ({ line }: PlacedMark) => line.x2, stroke: 'var(--line-strong)', pointerEvents: 'none' },
        }),
        ...[-1, 0, 1].map((tick) =>
          Plot.ruleX(measured, {
            x: (mark: PlacedMark) => at(mark, tick),
            y1: ({ line }: PlacedMark) => line.y - (tick ? 3 : 7),
            y2: ({ line }: PlacedMark) => line.y + (tick ? 3 : 7),
            ...{ stroke: tick ? 'var(--line-strong)' : 'var(--ink-soft)', pointerEvents: 'none' },
          }),
        ),
        Plot.ruleY(
          measured.filter(({ lower }) => lower !== undefined),
          {
            y: ({ line }: PlacedMark) => line.y,
            x1: (mark: PlacedMark) => at(mark, mark.lower!),
            x2: (mark: PlacedMark) => at(mark, mark.upper!),
            ...{ stroke: 'var(--accent)', strokeWidth: 3, pointerEvents: 'none' },
          },
        ),
        dot(measured, { r: 5, fill: 'var(--paper)', stroke: 'var(--accent)', strokeWidth: 2 }),
        dot(
          measured.filter(({ below }) => below === 'design'),
          { r: 5, fill: 'var(--accent)' },
        ),
        dot(
          measured.filter(({ below }) => below === 'naive'),
          { r: 1.8, fill: 'var(--accent)' },
        ),
        words(
          placed.filter(({ printed }) => printed),
          'printedAt',
          { text: 'printed', textAnchor: 'start', fontWeight: 650, fill: 'var(--ink)' },
        ),
        ...[false, true].map((wrong) =>
          words(
            placed.filter((mark) => mark.verdict && mark.wrong === wrong),
            'verdictAt',
            { text: 'verdict', textAnchor: 'end', fill: wrong ? 'var(--warn)' : 'var(--ink-soft)' },
          ),
        ),
        words(
          placed.filter(({ p }) => p),
          'pAt',
          { text: 'p', textAnchor: 'start', fontSize: text - 1.5, fill: 'var(--ink-soft)' },
        ),
      ],
    },
    { doors: placed.some(({ door }) => door.href) },
  )
}
