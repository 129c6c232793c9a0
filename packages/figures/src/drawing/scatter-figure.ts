import * as Plot from '@observablehq/plot'
import type { Language, Pairs } from '@pejling/indicators'
import { domain, type Domains } from '../relation/domains.ts'
import { formatNumber } from '../words/numbers.ts'
import type { CellDoor } from './crosstab-options.ts'
import { draw } from './draw.ts'
import { type Drawing, onSheets, type Sheet } from './drawing.ts'
import { ticksOf } from './strip-figure.ts'
import { clusterNames, clustersOf } from './scatter-clusters.ts'
import { type Trend, trendBand, trendLine } from './trend-line.ts'
import { wrapWords } from './wrap-words.ts'

export type ScatterOptions = {
  language: Language
  xLabel: string
  yLabel: string
  /** Ends of both axes, so that several figures share them. */
  domains?: Domains
  /** A line through the points, with the slopes that go with them. */
  trend?: Trend
  /** What each point says and where it leads, in the order of the points. */
  doors?: CellDoor[]
}

/**
 * Two numbers of each unit, one ring a unit; the axes are named in words at their ends. Units within the same outer unit are
 * tied to its middle and named there, as long as there are few of those; a trend lies behind with its uncertainty.
 */
export function scatterFigure(pairs: Pairs, options: ScatterOptions): Drawing {
  return onSheets((sheet) => scatter(pairs, options, sheet))
}

function scatter(pairs: Pairs, options: ScatterOptions, sheet: Sheet): string {
  const { language, xLabel, yLabel, domains, trend, doors } = options
  const height = Math.max(300, Math.min(sheet.width * 0.6, 460))
  const ticks = Math.round(sheet.width / 110)
  const x = domains?.x ?? domain(pairs.points.map((point) => point.x))
  const y = domains?.y ?? domain(pairs.points.map((point) => point.y))
  const number = (value: number) => formatNumber(value, language)
  const yTicks = ticksOf(y, Math.min(ticks, 6))
  const left = Math.max(...yTicks.map((tick) => number(tick).length)) * sheet.text * 0.62 + 14
  const above = wrapWords(`↑ ${yLabel}`, sheet.width / (sheet.text * 0.6))
  const below = wrapWords(`${xLabel} →`, sheet.width / (sheet.text * 0.6))
  const words = { fontSize: sheet.text - 1, lineHeight: 1.3, fill: 'var(--ink-soft)' } as const
  const axis = { tickSize: 0, tickPadding: 8, fontSize: sheet.text - 1, tickFormat: number, label: null }
  const top = above.length * sheet.text * 1.3 + 12
  const clusters = clustersOf(pairs.points)
  const bottom = 32 + below.length * sheet.text * 1.3
  const names = clusterNames(clusters, {
    perX: (sheet.width - left - 16) / (x[1] - x[0]),
    perY: (height - bottom) / (y[1] - y[0]),
    text: sheet.text,
  })
  const line = trend ? trendLine(trend, x, y, pairs.points) : []
  return draw(
    {
      width: sheet.width,
      height: height + top,
      marginLeft: left,
      marginTop: top,
      marginRight: 16,
      marginBottom: bottom,
      x: { domain: x, axis: null },
      y: { domain: y, axis: null },
      marks: [
        Plot.areaY(trend ? trendBand(trend, x, y, pairs.points) : [], {
          ...{ x: 'x', y1: 'lower', y2: 'upper', fill: 'var(--accent-soft)' },
        }),
        Plot.gridX(ticksOf(x, ticks), { stroke: 'var(--line)', strokeOpacity: 1 }),
        Plot.gridY(yTicks, { stroke: 'var(--line)', strokeOpacity: 1 }),
        Plot.axisX(ticksOf(x, ticks), axis),
        Plot.axisY(yTicks, axis),
        Plot.text([above.join('\n')], {
          ...words,
          ...{ frameAnchor: 'top-left', dx: -left, dy: -top, lineAnchor: 'top', textAnchor: 'start' },
        }),
        Plot.text([below.join('\n')], {
          ...words,
          ...{ frameAnchor: 'bottom-right', dy: 28, lineAnchor: 'top', textAnchor: 'end' },
        }),
        Plot.line(line, { x: 'x', y: 'y', stroke: 'var(--ink)', strokeWidth: 2 }),
        Plot.link(
          clusters.flatMap(({ seeds }) => seeds),
          {
            ...{ x1: 'x', y1: 'y', x2: 'middleX', y2: 'middleY' },
            ...{ stroke: 'var(--accent)', strokeOpacity: 0.55, strokeWidth: 1, strokeDasharray: '2 3' },
          },
        ),
        Plot.dot(
          pairs.points.map((point, i) => ({ ...point, door: doors?.[i] })),
          {
            ...{ x: 'x', y: 'y', r: pairs.n > 400 ? 2 : 4.5 },
            ...{ stroke: 'var(--accent)', strokeWidth: 1.6, fill: 'var(--paper)', fillOpacity: 0.75 },
            title: doors ? undefined : 'key',
            href: ({ door }: { door?: CellDoor }) => door?.href,
            ariaLabel: ({ door }: { door?: CellDoor }) => door?.words,
          },
        ),
        Plot.text(names, {
          ...{ x: 'x', y: 'y', text: 'key', fontSize: sheet.text, fontWeight: 650 },
          ...{ fill: 'var(--ink)', stroke: 'var(--paper)', strokeWidth: 5, pointerEvents: 'none' },
        }),
      ],
    },
    { doors: doors?.some(({ href }) => href) },
  )
}
