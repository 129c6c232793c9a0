import * as Plot from '@observablehq/plot'
import { dash } from './dash.ts'
import { type Drawing, type Sheet, draw, onSheets, ticksOf } from '@pejling/figures'

/** How long one run took, in milliseconds. */
export type RunDuration = { run: number; milliseconds: number; status: 'done' | 'failed' | 'cancelled' }
export type DurationsOptions = {
  /** What stands at a mark of the axis, in milliseconds. */
  tick(milliseconds: number): string
  /** What stands under the axis: `kørsel 12 til 61`. */
  under: string
}

/** How long each run took, the oldest first: a dot for one that was done, a cross if it failed, a line if cancelled. */
export function durationsFigure(runs: RunDuration[], options: DurationsOptions): Drawing {
  return onSheets((sheet) => stems(runs, options, sheet))
}

function stems(runs: RunDuration[], { tick, under }: DurationsOptions, sheet: Sheet): string {
  const shown = runs
    .toSorted((a, b) => a.run - b.run)
    .slice(sheet.labelWidth ? -60 : -24)
    .map((run, i) => ({ ...run, i }))
  const longest = Math.max(1, ...shown.map(({ milliseconds }) => milliseconds))
  const ticks = ticksOf([0, longest], 3)
  const of = (status: RunDuration['status']) => shown.filter((run) => run.status === status)
  const where = { x: 'i', y: 'milliseconds' } as const
  const left = sheet.text * 4.6
  return draw({
    width: sheet.width,
    height: 150,
    marginLeft: left,
    marginRight: 10,
    marginTop: 12,
    marginBottom: 28,
    // As many places as there may be, so that few runs are not spread over the whole sheet.
    x: { domain: [-0.5, Math.max(shown.length, sheet.labelWidth ? 30 : 14) - 0.5], axis: null },
    y: { domain: [0, longest * 1.05], axis: null },
    marks: [
      Plot.ruleY(ticks, { stroke: 'var(--line)' }),
      Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
      Plot.axisY(ticks, {
        ...{ tickSize: 0, tickPadding: 8, fontSize: sheet.text - 1.5, label: null },
        tickFormat: tick,
      }),
      Plot.text([under], {
        ...{ frameAnchor: 'bottom-left', dy: 20, textAnchor: 'start' },
        ...{ fontSize: sheet.text - 1.5, fill: 'var(--ink-soft)' },
      }),
      Plot.ruleX(shown, { x: 'i', y: 'milliseconds', stroke: 'var(--line-strong)' }),
      Plot.dot(of('done'), { ...where, r: 4.2, fill: 'var(--accent)' }),
      Plot.dot(of('failed'), {
        ...where,
        ...{ r: 5, symbol: 'times', stroke: 'var(--warn)', strokeWidth: 2.4 },
      }),
      Plot.dot(of('cancelled'), {
        ...where,
        ...{ r: 5, symbol: dash, stroke: 'var(--ink-soft)', strokeWidth: 2.2 },
      }),
    ],
  })
}
