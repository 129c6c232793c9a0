import * as Plot from '@observablehq/plot'
import type { Language } from '@pejling/indicators'
import { formatNumber } from '../words/numbers.ts'
import { domain } from '../relation/domains.ts'
import type { Strip } from '../relation/strips.ts'
import type { CellDoor } from './crosstab-options.ts'
import { draw } from './draw.ts'
import { type Drawing, onSheets, type Sheet } from './drawing.ts'
import { wrapWords } from './wrap-words.ts'

export type StripOptions = {
  language: Language
  /** What the numbers count: `kr. pr. barn`. */
  measure: string
  decimals?: number
  medianLabel: string
  /** What each point says and where it leads, in the order of the pairs the strips were made of. */
  doors?: CellDoor[]
  /** Both ends of the axis, so that several figures share it; from the values if left out. */
  domain?: [number, number]
}

/**
 * Numbers by category: one dot for each unit, so packed that none hides another, over a band from the lower to the
 * upper quartile and a tick at the median, which is written out; above the band lies the median's interval.
 */
export function stripFigure(strips: Strip[], options: StripOptions): Drawing {
  return onSheets((sheet) => strip(strips, options, sheet))
}

/** A band from quartile to quartile says nothing about fewer units than this. */
const fewest = 5

function strip(strips: Strip[], options: StripOptions, page: Sheet): string {
  const { language, decimals, medianLabel } = options
  const ends = options.domain ?? domain(strips.flatMap(({ values }) => values))
  const middle = ends[0] + 0.6 * (ends[1] - ends[0])
  const right = 24
  const room = page.width - page.labelWidth - right
  const most = Math.max(1, ...strips.map(({ values }) => values.length))
  const radius = most > 200 ? 2 : most > 60 ? 3 : 4.5
  const sides = strips.map(({ category, values }) => label(category.label[language], values.length, page))
  const labelHeight = page.labelWidth
    ? 22
    : Math.max(...sides.map((lines) => lines.length)) * page.text * 1.3 + 26
  const tallest = Math.max(1, ...strips.map(({ values }) => stack(values, ends, room, radius)))
  const rowHeight = labelHeight + Math.max(24, tallest * radius * 2.1) + 14
  const points = strips.flatMap(({ category, values, places }) =>
    values.map((value, i) => ({ row: category.id, value, door: options.doors?.[places?.[i] ?? -1] })),
  )
  const summaries = strips.flatMap(({ category, summary }) =>
    summary ? [{ row: category.id, ...summary }] : [],
  )
  const intervals = strips.flatMap(({ category, interval }) =>
    interval ? [{ row: category.id, ...interval }] : [],
  )
  const axis = wrapWords(options.measure, page.width / (page.text * 0.6))
  return draw(
    {
      width: page.width,
      height: strips.length * rowHeight + 28 + axis.length * page.text * 1.3,
      marginLeft: page.labelWidth || 8,
      marginRight: right,
      marginTop: 4,
      marginBottom: 28 + axis.length * page.text * 1.3,
      x: { domain: ends, axis: null },
      y: { domain: [rowHeight, 0], axis: null },
      fy: { domain: strips.map(({ category }) => category.id), padding: 0, axis: null },
      marks: [
        Plot.ruleX(ticksOf(ends, Math.round(page.width / 110)), { stroke: 'var(--line)' }),
        Plot.axisX(ticksOf(ends, Math.round(page.width / 110)), {
          tickSize: 0,
          tickPadding: 8,
          fontSize: page.text - 1,
          tickFormat: (value: number) => formatNumber(value, language),
          label: null,
        }),
        Plot.text([axis.join('\n')], {
          frameAnchor: 'bottom-left',
          fy: () => strips.at(-1)?.category.id,
          dy: 26,
          lineAnchor: 'top',
          textAnchor: 'start',
          fontSize: page.text - 1,
          lineHeight: 1.3,
          fill: 'var(--ink-soft)',
        }),
        Plot.ruleY(strips, { fy: (d: Strip) => d.category.id, y: rowHeight, stroke: 'var(--line-strong)' }),
        Plot.rect(
          summaries.filter(({ n }) => n >= fewest),
          {
            fy: 'row',
            x1: 'lower',
            x2: 'upper',
            y1: labelHeight,
            y2: rowHeight,
            fill: 'var(--accent-soft)',
          },
        ),
        Plot.dot(
          points,
          Plot.dodgeY('bottom', {
            fy: 'row',
            x: 'value',
            r: radius,
            padding: 0.6,
            fill: 'var(--accent)',
            stroke: 'var(--paper)',
            strokeWidth: 0.7,
            href: ({ door }: { door?: CellDoor }) => door?.href,
            ariaLabel: ({ door }: { door?: CellDoor }) => door?.words,
          }),
        ),
        Plot.ruleY(intervals, {
          ...{ fy: 'row', y: labelHeight, x1: 'lower', x2: 'upper', stroke: 'var(--ink)', strokeWidth: 1.5 },
        }),
        ...(['lower', 'upper'] as const).map((x) =>
          Plot.ruleX(intervals, {
            ...{
              fy: 'row',
              x,
              y1: labelHeight - 4,
              y2: labelHeight + 4,
              stroke: 'var(--ink)',
              strokeWidth: 1.5,
            },
          }),
        ),
        Plot.ruleX(summaries, {
          fy: 'row',
          x: 'median',
          y1: labelHeight - 5,
          y2: rowHeight,
          stroke: 'var(--ink)',
          strokeWidth: 2,
        }),
        ...(['start', 'end'] as const).map((textAnchor) =>
          Plot.text(
            summaries.filter(({ median }) => (median > middle ? 'end' : 'start') === textAnchor),
            {
              fy: 'row',
              x: 'median',
              y: labelHeight - 8,
              lineAnchor: 'bottom',
              textAnchor,
              text: ({ median }: { median: number }) =>
                `${medianLabel} ${formatNumber(median, language, decimals)}`,
              fontSize: page.text - 1,
              stroke: 'var(--paper)',
              strokeWidth: 4,
              fill: 'var(--ink)',
            },
          ),
        ),
        Plot.text(strips, {
          fy: (d: Strip) => d.category.id,
          frameAnchor: 'top-left',
          dx: page.labelWidth ? -page.labelWidth : -8,
          dy: page.labelWidth ? 18 : 8,
          text: (_: Strip, i: number) => sides[i].join('\n'),
          lineAnchor: 'top',
          textAnchor: 'start',
          fontSize: page.text,
          fontWeight: 600,
          lineHeight: 1.3,
        }),
      ],
    },
    { doors: points.some(({ door }) => door?.href) },
  )
}

function label(text: string, n: number, page: Sheet): string[] {
  const room = (page.labelWidth ? page.labelWidth - 16 : page.width) / (page.text * 0.62)
  return page.labelWidth ? [...wrapWords(text, room), `n = ${n}`] : wrapWords(`${text}, n = ${n}`, room)
}

/** How many dots stand on top of each other where they are most crowded. */
function stack(values: number[], [low, high]: [number, number], room: number, radius: number): number {
  const places = values.map((value) => ((value - low) / (high - low || 1)) * room).sort((a, b) => a - b)
  return Math.max(
    0,
    ...places.map((place) => places.filter((p) => p >= place && p < place + 2 * radius + 1).length),
  )
}

/** Round numbers inside the domain. */
export function ticksOf([low, high]: [number, number], count: number): number[] {
  const rough = (high - low) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999) ?? rough
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  )
}
