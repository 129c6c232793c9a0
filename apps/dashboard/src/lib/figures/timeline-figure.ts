import * as Plot from '@observablehq/plot'
import { dash } from './dash.ts'
import { draw } from './draw.ts'
import { type Drawing, onSheets, type Sheet } from './drawing.ts'
import { ticksOf } from './strip-figure.ts'
import { wrapWords } from './wrap-words.ts'

/** A step of a run in time: milliseconds from the run's start; one that is under way ends now. */
export type TimedStep = {
  label: string
  from: number
  to: number
  status: 'running' | 'done' | 'failed' | 'cancelled'
}
export type TimelineOptions = { duration(milliseconds: number): string }

/**
 * When each step was worked on: a bar from its start to its end, how long it took behind it. A failed step ends in a
 * cross, one that was cancelled in a dash, and one under way is an open bar.
 */
export function timelineFigure(steps: TimedStep[], options: TimelineOptions): Drawing {
  return onSheets((sheet) => bars(steps, options, sheet))
}

const barHeight = 12

function bars(steps: TimedStep[], { duration }: TimelineOptions, sheet: Sheet): string {
  const left = sheet.labelWidth
  const right = sheet.text * 5
  const lineHeight = sheet.text * 1.3
  const end = Math.max(1, ...steps.map(({ to }) => to))
  let top = 0
  const placed = steps.map((step) => {
    const lines = wrapWords(step.label, ((left || sheet.width) - 14) / (sheet.text * 0.57))
    const height = left
      ? Math.max(barHeight, lines.length * lineHeight)
      : lines.length * lineHeight + barHeight + 6
    const y = left
      ? top + Math.min(height, lineHeight) / 2
      : top + lines.length * lineHeight + barHeight / 2 + 2
    const one = { ...step, lines, top, y }
    top += height + 8
    return one
  })
  type Bar = (typeof placed)[number]
  const height = Math.max(20, top) + 24
  const ticks = ticksOf([0, end], Math.max(3, Math.round((sheet.width - left - right) / 130)))
  const of = (...status: TimedStep['status'][]) => placed.filter((bar) => status.includes(bar.status))
  const bar = {
    ...{ x1: 'from', x2: 'to', y1: ({ y }: Bar) => y - barHeight / 2, y2: ({ y }: Bar) => y + barHeight / 2 },
    // A step of a moment still has to be seen.
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
        tickFormat: (value: number) => (value === 0 ? '0' : duration(value)),
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
          ...{ x: 'to', y: 'y', dx, text: ({ from, to }: Bar) => duration(to - from), textAnchor: 'start' },
          ...{ fontSize: sheet.text - 1.5, fill: 'var(--ink-soft)', stroke: 'var(--paper)', strokeWidth: 4 },
        }),
      ),
    ],
  })
}
