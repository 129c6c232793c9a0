import * as Plot from '@observablehq/plot'
import { dash } from './dash.ts'
import { type Drawing, type Sheet, draw, onSheets, ticksOf, wrapWords } from '@pejling/figures'

/** Something that goes from one place of an axis to another: a step of a run in time, an edition while it was live. */
export type Span = {
  label: string
  from: number
  to: number
  status: 'running' | 'done' | 'failed' | 'cancelled'
}
export type SpansOptions = {
  /** What stands at a mark of the axis; 0 is always there. */
  tick(value: number): string
  /** What stands behind a bar. */
  length(from: number, to: number): string
}

/**
 * A bar for each span, how long it is behind it. One that failed ends in a cross, one that was cancelled in a dash, and
 * one that still goes on is an open bar.
 */
export function spansFigure(spans: Span[], options: SpansOptions): Drawing {
  return onSheets((sheet) => bars(spans, options, sheet))
}

const barHeight = 12

function bars(spans: Span[], { tick, length }: SpansOptions, sheet: Sheet): string {
  const left = sheet.labelWidth
  const right = sheet.text * 6
  const lineHeight = sheet.text * 1.3
  const end = Math.max(1, ...spans.map(({ to }) => to))
  let top = 0
  const placed = spans.map((span) => {
    const lines = wrapWords(span.label, ((left || sheet.width) - 14) / (sheet.text * 0.57))
    const height = left
      ? Math.max(barHeight, lines.length * lineHeight)
      : lines.length * lineHeight + barHeight + 6
    const y = left
      ? top + Math.min(height, lineHeight) / 2
      : top + lines.length * lineHeight + barHeight / 2 + 2
    const one = { ...span, lines, top, y }
    top += height + 8
    return one
  })
  type Bar = (typeof placed)[number]
  const height = Math.max(20, top) + 24
  const ticks = ticksOf([0, end], Math.max(3, Math.round((sheet.width - left - right) / 130)))
  const of = (...status: Span['status'][]) => placed.filter((bar) => status.includes(bar.status))
  const bar = {
    ...{ x1: 'from', x2: 'to', y1: ({ y }: Bar) => y - barHeight / 2, y2: ({ y }: Bar) => y + barHeight / 2 },
    // What lasted a moment still has to be seen.
    insetRight: -1.5,
  }
  return draw({
    width: sheet.width,
    height,
    margin: 0,
    marginLeft: left || 2,
    marginRight: right,
    marginBottom: 24,
    x: { domain: [0, end], axis: null },
    y: { domain: [Math.max(20, top), 0], axis: null },
    marks: [
      Plot.ruleX(ticks, { stroke: 'var(--line)' }),
      Plot.axisX(ticks, {
        ...{ tickSize: 0, tickPadding: 8, fontSize: sheet.text - 1.5, label: null },
        tickFormat: tick,
      }),
      Plot.text(placed, {
        ...{
          x: 0,
          dx: left ? -left : 0,
          y: ({ top }: Bar) => top,
          text: ({ lines }: Bar) => lines.join('\n'),
        },
        ...{ textAnchor: 'start', lineAnchor: 'top', fontSize: sheet.text - 0.5, lineHeight: 1.3 },
        ...{ stroke: 'var(--paper)', strokeWidth: 4, fill: 'var(--ink)' },
      }),
      Plot.rect(of('done'), { ...bar, fill: 'var(--accent)' }),
      Plot.rect(of('failed'), { ...bar, fill: 'var(--warn)' }),
      Plot.rect(of('cancelled'), { ...bar, fill: 'var(--line-strong)' }),
      Plot.rect(of('running'), {
        ...bar,
        fill: 'var(--accent-soft)',
        stroke: 'var(--accent)',
        strokeWidth: 1.5,
      }),
      Plot.dot(of('failed'), {
        ...{ x: 'to', y: 'y', dx: 8, r: 5, symbol: 'times', stroke: 'var(--warn)', strokeWidth: 2.4 },
      }),
      Plot.dot(of('cancelled'), {
        ...{ x: 'to', y: 'y', dx: 9, r: 5, symbol: dash, stroke: 'var(--ink-soft)', strokeWidth: 2 },
      }),
      ...[
        { bars: of('done', 'running'), dx: 8 },
        { bars: of('failed', 'cancelled'), dx: 18 },
      ].map(({ bars, dx }) =>
        Plot.text(bars, {
          ...{ x: 'to', y: 'y', dx, text: ({ from, to }: Bar) => length(from, to), textAnchor: 'start' },
          ...{ fontSize: sheet.text - 1.5, fill: 'var(--ink-soft)', stroke: 'var(--paper)', strokeWidth: 4 },
        }),
      ),
    ],
  })
}
