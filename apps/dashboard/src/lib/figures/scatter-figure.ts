import * as Plot from '@observablehq/plot'
import type { Language, Pairs } from '@pejling/indicators'
import { domain, type Domains } from '#lib/relation/domains.ts'
import { formatNumber } from '#lib/words/numbers.ts'
import { draw } from './draw.ts'
import { type Drawing, onSheets, type Sheet } from './drawing.ts'
import { ticksOf } from './strip-figure.ts'
import { wrapWords } from './wrap-words.ts'

export type ScatterOptions = {
  language: Language
  xLabel: string
  yLabel: string
  /** Ends of both axes, so that several figures share them. */
  domains?: Domains
}

/** Two numbers of each unit, one ring a unit; the axes are named in words at their ends. */
export function scatterFigure(pairs: Pairs, options: ScatterOptions): Drawing {
  return onSheets((sheet) => scatter(pairs, options, sheet))
}

function scatter(pairs: Pairs, { language, xLabel, yLabel, domains }: ScatterOptions, sheet: Sheet): string {
  const width = Math.min(sheet.width, 720)
  const page = { ...sheet, width, height: Math.max(300, width * 0.6), ticks: Math.round(width / 110) }
  const x = domains?.x ?? domain(pairs.points.map((point) => point.x))
  const y = domains?.y ?? domain(pairs.points.map((point) => point.y))
  const number = (value: number) => formatNumber(value, language)
  const yTicks = ticksOf(y, page.ticks)
  const left = Math.max(...yTicks.map((tick) => number(tick).length)) * page.text * 0.62 + 14
  const above = wrapWords(`↑ ${yLabel}`, page.width / (page.text * 0.6))
  const below = wrapWords(`${xLabel} →`, page.width / (page.text * 0.6))
  const radius = pairs.n > 400 ? 2 : 4.5
  const words = { fontSize: page.text - 1, lineHeight: 1.3, fill: 'var(--ink-soft)' } as const
  const top = above.length * page.text * 1.3 + 12
  return draw({
    width: page.width,
    height: page.height + top,
    marginLeft: left,
    marginTop: top,
    marginRight: 16,
    marginBottom: 32 + below.length * page.text * 1.3,
    x: { domain: x, axis: null },
    y: { domain: y, axis: null },
    marks: [
      Plot.gridX(ticksOf(x, page.ticks), { stroke: 'var(--line)', strokeOpacity: 1 }),
      Plot.gridY(yTicks, { stroke: 'var(--line)', strokeOpacity: 1 }),
      Plot.axisX(ticksOf(x, page.ticks), {
        tickSize: 0,
        tickPadding: 8,
        fontSize: page.text - 1,
        tickFormat: number,
        label: null,
      }),
      Plot.axisY(yTicks, {
        tickSize: 0,
        tickPadding: 8,
        fontSize: page.text - 1,
        tickFormat: number,
        label: null,
      }),
      Plot.text([above.join('\n')], {
        ...words,
        frameAnchor: 'top-left',
        dx: -left,
        dy: -top,
        lineAnchor: 'top',
        textAnchor: 'start',
      }),
      Plot.text([below.join('\n')], {
        ...words,
        frameAnchor: 'bottom-right',
        dy: 28,
        lineAnchor: 'top',
        textAnchor: 'end',
      }),
      Plot.dot(pairs.points, {
        x: 'x',
        y: 'y',
        r: radius,
        stroke: 'var(--accent)',
        strokeWidth: 1.6,
        fill: 'var(--accent)',
        fillOpacity: 0.25,
        title: 'key',
      }),
    ],
  })
}
