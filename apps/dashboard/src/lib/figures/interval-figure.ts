import * as Plot from '@observablehq/plot'
import type { Language } from '@pejling/indicators'
import { type Drawing, draw, formatNumber, onSheets } from '@pejling/figures'

/** One estimate with its interval, or a range of possible values without an estimate. */
export type IntervalMark = { estimate?: number; lower?: number; upper?: number }

/** An estimate on its own scale from `low` to `high`: a dot, its interval, and zero marked. */
export function intervalFigure(mark: IntervalMark, language: Language, low = -1, high = 1): Drawing {
  return onSheets(({ width }) => line(mark, language, low, high, width))
}

function line(mark: IntervalMark, language: Language, low: number, high: number, width: number): string {
  const ticks = low < 0 ? [-1, -0.5, 0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]
  const { lower, upper } = mark
  const bar = lower === undefined || upper === undefined ? [] : [{ lower, upper }]
  return draw({
    width,
    height: 58,
    marginLeft: 14,
    marginRight: 14,
    marginTop: 4,
    marginBottom: 26,
    x: { domain: [low, high], axis: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.ruleX(ticks, { stroke: (tick: number) => (tick === 0 ? 'var(--ink)' : 'var(--line)') }),
      Plot.axisX(ticks, {
        tickSize: 0,
        tickPadding: 8,
        fontSize: 12.5,
        label: null,
        tickFormat: (value: number) => formatNumber(value, language),
      }),
      Plot.ruleY(bar, { y: 0.5, x1: 'lower', x2: 'upper', stroke: 'var(--accent)', strokeWidth: 3 }),
      Plot.tickX(
        bar.flatMap(({ lower, upper }) => [lower, upper]),
        { x: (value: number) => value, stroke: 'var(--accent)', strokeWidth: 2, insetTop: 8, insetBottom: 8 },
      ),
      Plot.dot(mark.estimate === undefined ? [] : [mark.estimate], {
        x: (value: number) => value,
        y: 0.5,
        r: 6,
        fill: 'var(--accent)',
        stroke: 'var(--paper)',
        strokeWidth: 1.5,
      }),
    ],
  })
}
