import * as Plot from '@observablehq/plot'
import type { Language } from '@pejling/indicators'
import { type Drawing, type Sheet, draw, formatNumber, onSheets, wrapWords } from '@pejling/figures'

/** One coefficient of agreement with its interval, and beside it how much each coder used the category. */
export type AgreementMark = {
  name: string
  estimate?: number
  lower?: number
  upper?: number
  /** The coefficient is low because nearly all is in one category: a ring. */
  skewed: boolean
  /** What is to be read beside it: the coders' shares, or why there is no coefficient. */
  beside: string
}

/** Coefficients one below the other on a scale that ends at 1, zero marked; a ring where one category is nearly all. */
export function agreementFigure(marks: AgreementMark[], language: Language): Drawing {
  const lowest = Math.min(0, ...marks.flatMap(({ estimate = 0, lower = estimate }) => [estimate, lower]))
  const low = Math.max(-1, Math.floor(lowest * 2) / 2)
  return onSheets((sheet) => rowsOf(marks, low, language, sheet))
}

type Placed = AgreementMark & { y: number; top: number; lines: string; told: string }

function rowsOf(marks: AgreementMark[], low: number, language: Language, sheet: Sheet): string {
  const { width, text } = sheet
  const label = sheet.labelWidth ? width * 0.32 : 0
  const told = sheet.labelWidth ? width * 0.27 : 0
  const [from, to] = [label + 8, width - told - 14]
  const fits = (room: number) => room / (text * 0.56)
  const height = (lines: string[]) => lines.length * text * 1.3
  let y = text * 1.7
  const placed = marks.map((mark): Placed => {
    const lines = wrapWords(mark.name, fits((label || width) - 12))
    const beside = wrapWords(mark.beside, fits((told || width) - 8))
    const top = y
    const middle = label
      ? top + Math.max(height(lines), height(beside), text * 1.6) / 2 + 5
      : top + height(lines) + text * 1.1
    y = label
      ? top + Math.max(height(lines), height(beside), text * 1.6) + 11
      : middle + text * 0.9 + height(beside) + 8
    return { ...mark, y: middle, top, lines: lines.join('\n'), told: beside.join('\n') }
  })
  const at = (value: number) => from + ((value - low) / (1 - low)) * (to - from)
  const ticks = Array.from({ length: Math.round((1 - low) * 2) + 1 }, (_, i) => low + i / 2)
  const found = placed.filter(({ estimate }) => estimate !== undefined)
  const x = ({ estimate }: AgreementMark) => at(estimate!)
  return draw({
    ...{ width, height: y + 2, margin: 0 },
    x: { domain: [0, width], axis: null },
    y: { domain: [y + 2, 0], axis: null },
    marks: [
      Plot.ruleY(placed, { y: 'top', x1: 0, x2: width, stroke: 'var(--line)' }),
      Plot.ruleX(ticks, {
        ...{ x: at, y1: text * 1.5, y2: y, strokeWidth: 1 },
        stroke: (tick: number) => (tick === 0 ? 'var(--ink-soft)' : 'var(--line)'),
      }),
      Plot.text(ticks, {
        ...{ x: at, y: 2, lineAnchor: 'top', fontSize: text - 1, fill: 'var(--ink-soft)' },
        text: (tick: number) => formatNumber(tick, language),
      }),
      Plot.text(placed, {
        ...{ x: 0, y: ({ top }: Placed) => top + 5, text: 'lines', textAnchor: 'start', lineAnchor: 'top' },
        ...{
          fontSize: text - 0.5,
          lineHeight: 1.3,
          stroke: 'var(--paper)',
          strokeWidth: 4,
          fill: 'var(--ink)',
        },
      }),
      Plot.ruleY(
        found.filter(({ lower }) => lower !== undefined),
        {
          ...{ y: 'y', stroke: 'var(--accent)', strokeWidth: 2.5 },
          x1: ({ lower }: Placed) => at(Math.max(low, lower!)),
          x2: ({ upper }: Placed) => at(upper!),
        },
      ),
      Plot.dot(found, {
        ...{ x, y: 'y', r: 5, stroke: 'var(--accent)', strokeWidth: 2 },
        fill: ({ skewed }: Placed) => (skewed ? 'var(--paper)' : 'var(--accent)'),
      }),
      Plot.text(placed, {
        ...{
          text: 'told',
          textAnchor: 'start',
          lineHeight: 1.3,
          fontSize: text - 1,
          fill: 'var(--ink-soft)',
        },
        ...(label
          ? { x: width - told + 4, y: 'y', lineAnchor: 'middle' }
          : { x: 0, y: ({ y }: Placed) => y + text * 0.9, lineAnchor: 'top' }),
      }),
    ],
  })
}
