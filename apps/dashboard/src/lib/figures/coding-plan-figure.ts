import * as Plot from '@observablehq/plot'
import type { Language } from '@pejling/indicators'
import { type Drawing, type Sheet, draw, formatNumber, onSheets } from '@pejling/figures'

export type PlannedInterval = { units: number; lower: number; upper: number }

export type CodingPlanFigure = {
  curve: PlannedInterval[]
  /** The coefficient that is expected, and the numbers of units that are told. */
  agreement: number
  shown: PlannedInterval[]
  /** What is counted along the bottom. */
  axis: string
  language: Language
}

/** The interval one would get around a coefficient by how many units are double-coded: a band that narrows. */
export function codingPlanFigure(given: CodingPlanFigure): Drawing {
  return onSheets((sheet) => band(given, sheet))
}

function band({ curve, agreement, shown, axis, language }: CodingPlanFigure, sheet: Sheet): string {
  const { width, text } = sheet
  const low = Math.max(-1, Math.floor(Math.min(0, ...shown.map(({ lower }) => lower)) * 2) / 2)
  const ticks = Array.from({ length: Math.round((1 - low) * 2) + 1 }, (_, i) => low + i / 2)
  const held = curve.map(({ units, lower, upper }) => ({ units, lower: Math.max(low, lower), upper }))
  const spans = shown.map(({ units, lower, upper }) => ({ units, lower: Math.max(low, lower), upper }))
  const number = (value: number, decimals?: number) => formatNumber(value, language, decimals)
  const soft = { fontSize: text - 1, fill: 'var(--ink-soft)' }
  return draw({
    ...{
      width,
      height: Math.max(230, Math.min(340, width * 0.62)),
      marginLeft: text * 2.6,
      marginRight: text * 2.4,
    },
    ...{ marginTop: text * 1.6, marginBottom: text * 4.4 },
    x: { domain: [0, Math.max(...curve.map(({ units }) => units))], axis: null },
    y: { domain: [low, 1], axis: null },
    marks: [
      Plot.ruleY(ticks, { stroke: (tick: number) => (tick === 0 ? 'var(--ink-soft)' : 'var(--line)') }),
      Plot.text(ticks, {
        ...{ y: (tick: number) => tick, frameAnchor: 'left', dx: -8, textAnchor: 'end', ...soft },
        text: (tick: number) => number(tick),
      }),
      Plot.areaY(held, { x: 'units', y1: 'lower', y2: 'upper', fill: 'var(--accent-soft)' }),
      Plot.lineY(held, { x: 'units', y: 'lower', stroke: 'var(--accent)', strokeWidth: 1.5 }),
      Plot.lineY(held, { x: 'units', y: 'upper', stroke: 'var(--accent)', strokeWidth: 1.5 }),
      Plot.ruleY([agreement], { stroke: 'var(--ink)', strokeDasharray: '4 3' }),
      Plot.ruleX(spans, { x: 'units', y1: 'lower', y2: 'upper', stroke: 'var(--accent)', strokeWidth: 3 }),
      Plot.text(spans, {
        ...{ x: 'units', y: low, dy: text * 1.1, lineAnchor: 'top', fontSize: text - 0.5, fontWeight: 600 },
        text: ({ units }: PlannedInterval) => number(units),
      }),
      Plot.text([axis], {
        frameAnchor: 'bottom-left',
        dy: text * 2.8,
        lineAnchor: 'top',
        textAnchor: 'start',
        ...soft,
      }),
      // On a phone they would run into each other; the table has them.
      ...(sheet.labelWidth ? (['lower', 'upper'] as const) : []).map((end) =>
        Plot.text(shown, {
          x: 'units',
          y: (one: PlannedInterval) => Math.max(low, one[end]),
          ...{
            dx: 6,
            dy: end === 'upper' ? -text * 0.6 : text * 0.6,
            textAnchor: 'start',
            fontSize: text - 1,
          },
          text: (one: PlannedInterval) => number(one[end], 2),
          ...{ fill: 'var(--ink)', stroke: 'var(--paper)', strokeWidth: 4 },
        }),
      ),
    ],
  })
}
