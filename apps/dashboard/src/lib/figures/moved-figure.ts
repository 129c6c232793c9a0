import * as Plot from '@observablehq/plot'
import type { Language } from '@pejling/indicators'
import { type Drawing, type Sheet, draw, formatNumber, onSheets, ticksOf, wrapWords } from '@pejling/figures'

/** How far one relation's measure moved, and what by; one that moved by several causes stands with each of them. */
export type MovedMeasure = { name: string; change: number; causes: string[] }
export type MovedOptions = {
  language: Language
  /** The rows of the figure, in order: every cause there may be, with its name. */
  causes: { id: string; label: string }[]
  /** What stands under the axis. */
  under: string
}

/** How far the measure of each relation moved, by cause: a dot for each, no two on top of each other, zero marked. */
export function movedFigure(moved: MovedMeasure[], options: MovedOptions): Drawing {
  return onSheets((sheet) => dots(moved, options, sheet))
}

function dots(moved: MovedMeasure[], { language, causes, under }: MovedOptions, sheet: Sheet): string {
  const points = moved.flatMap((one) => one.causes.map((cause) => ({ ...one, cause })))
  const rows = causes.filter(({ id }) => points.some(({ cause }) => cause === id))
  const far = Math.max(0.01, ...points.map(({ change }) => Math.abs(change)))
  const ends: [number, number] = [-far * 1.1, far * 1.1]
  const radius = points.length > 200 ? 2.4 : 4.2
  const lineHeight = sheet.text * 1.3
  const left = sheet.labelWidth
  const labels = rows.map(({ id, label }) => ({
    id,
    lines: wrapWords(label, ((left || sheet.width) - 14) / (sheet.text * 0.57)),
  }))
  const labelHeight = left ? 0 : lineHeight * Math.max(1, ...labels.map(({ lines }) => lines.length))
  const tallest = Math.max(
    1,
    ...rows.map(({ id }) => highestStack(points.filter(({ cause }) => cause === id))),
  )
  const rowHeight = labelHeight + Math.max(lineHeight * 2, tallest * radius * 2.2 + 16)
  const axis = wrapWords(under, (sheet.width - left) / (sheet.text * 0.58))
  const bottom = 28 + axis.length * lineHeight
  const ticks = ticksOf(ends, Math.round((sheet.width - left) / 110))
  return draw({
    width: sheet.width,
    height: rows.length * rowHeight + bottom,
    marginLeft: left || 10,
    marginRight: 14,
    marginTop: 0,
    marginBottom: bottom,
    x: { domain: ends, axis: null },
    y: { domain: [rowHeight, 0], axis: null },
    fy: { domain: rows.map(({ id }) => id), padding: 0, axis: null },
    marks: [
      Plot.ruleX(ticks, { stroke: (tick: number) => (tick === 0 ? 'var(--ink-soft)' : 'var(--line)') }),
      Plot.ruleY(rows, { fy: 'id', y: 0, stroke: 'var(--line)', insetLeft: left ? -left : 0 }),
      Plot.axisX(ticks, {
        ...{ tickSize: 0, tickPadding: 8, fontSize: sheet.text - 1.5, label: null },
        tickFormat: (value: number) => formatNumber(value, language),
      }),
      Plot.text([axis.join('\n')], {
        ...{ frameAnchor: 'bottom-left', fy: () => rows.at(-1)?.id, dy: 26, lineAnchor: 'top' },
        ...{ textAnchor: 'start', fontSize: sheet.text - 1.5, lineHeight: 1.3, fill: 'var(--ink-soft)' },
      }),
      Plot.text(labels, {
        ...{
          fy: 'id',
          x: ends[0],
          dx: left ? -left : -8,
          y: 8,
          text: ({ lines }: (typeof labels)[number]) => lines.join('\n'),
        },
        ...{ textAnchor: 'start', lineAnchor: 'top', fontSize: sheet.text - 0.5, lineHeight: 1.3 },
        ...{ stroke: 'var(--paper)', strokeWidth: 4, fill: 'var(--ink)' },
      }),
      Plot.dot(
        points,
        Plot.dodgeY('bottom', {
          ...{ fy: 'cause', x: 'change', r: radius, padding: 0.8 },
          ...{ fill: 'var(--accent)', stroke: 'var(--paper)', strokeWidth: 0.7, title: 'name' },
        }),
      ),
    ],
  })

  /** How many dots may come to stand on top of each other, if those that nearly touch are counted. */
  function highestStack(row: { change: number }[]): number {
    const width = (ends[1] - ends[0]) / ((sheet.width - left) / (radius * 2.2))
    const bins = Map.groupBy(row, ({ change }) => Math.floor(change / width))
    return Math.max(
      0,
      ...[...bins.keys()].map((bin) => bins.get(bin)!.length + (bins.get(bin + 1)?.length ?? 0)),
    )
  }
}
