import * as Plot from '@observablehq/plot'
import type { Verdict } from '@pejling/indicators'
import { dash } from './dash.ts'
import { type Drawing, type Sheet, draw, onSheets, wrapWords } from '@pejling/figures'

/** One published table: its name and the verdicts of what is printed in it, in printed order. */
export type AuditedTable = { name: string; verdicts: Verdict[] }

/**
 * Every printed number as one sign, table by table: a dot agrees, a ring agrees within rounding, a short dash cannot be
 * recomputed, a cross disagrees. Shape carries the meaning, colour only helps.
 */
export function auditFigure(tables: AuditedTable[]): Drawing {
  return onSheets((sheet) => signs(tables, sheet))
}

const step = 13

function signs(tables: AuditedTable[], sheet: Sheet): string {
  const left = sheet.labelWidth
  const perLine = Math.floor((sheet.width - left) / step)
  let top = 0
  const names: { text: string; y: number }[] = []
  const rules: number[] = []
  const marks: { x: number; y: number; verdict: Verdict }[] = []
  for (const { name, verdicts } of tables) {
    const lines = wrapWords(name, ((left || sheet.width) - 12) / (sheet.text * 0.6))
    rules.push(top)
    names.push({ text: lines.join('\n'), y: top + 7 })
    const nameHeight = lines.length * sheet.text * 1.3
    const from = left ? top + 14 : top + nameHeight + 16
    verdicts.forEach((verdict, i) =>
      marks.push({ x: (i % perLine) * step + 6, y: from + Math.floor(i / perLine) * step, verdict }),
    )
    const bottom = from + Math.ceil(verdicts.length / perLine) * step
    top = Math.max(bottom, top + nameHeight + 12) + 2
  }
  const of = (verdict: Verdict) => marks.filter((mark) => mark.verdict === verdict)
  return draw({
    width: sheet.width,
    height: Math.max(20, top),
    margin: 0,
    marginLeft: left,
    x: { domain: [0, sheet.width - left], axis: null },
    y: { domain: [Math.max(20, top), 0], axis: null },
    marks: [
      Plot.ruleY(rules, { y: (y: number) => y, stroke: 'var(--line)', insetLeft: -left }),
      Plot.text(names, {
        x: 0,
        dx: -left,
        y: 'y',
        text: 'text',
        textAnchor: 'start',
        lineAnchor: 'top',
        fontSize: sheet.text - 0.5,
        lineHeight: 1.3,
      }),
      Plot.dot(of('agrees'), { x: 'x', y: 'y', r: 3.6, fill: 'var(--accent)', fillOpacity: 0.85 }),
      Plot.dot(of('agrees_within_rounding'), {
        x: 'x',
        y: 'y',
        r: 3.2,
        stroke: 'var(--accent)',
        strokeWidth: 1.6,
      }),
      Plot.dot(of('cannot_be_recomputed'), {
        x: 'x',
        y: 'y',
        r: 3.6,
        symbol: dash,
        stroke: 'var(--ink-soft)',
        strokeWidth: 1.6,
      }),
      Plot.dot(of('disagrees'), {
        x: 'x',
        y: 'y',
        r: 5.4,
        symbol: 'times',
        stroke: 'var(--warn)',
        strokeWidth: 2.6,
      }),
    ],
  })
}
