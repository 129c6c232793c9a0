import * as Plot from '@observablehq/plot'
import { type Drawing, type Sheet, draw, onSheets, wrapWords } from '@pejling/figures'

/** One thing measured of one unit over rounds: a place from 0 (lowest) to 1 in each, or why there is none. */
export type UnitRoundsMark = {
  name: string
  cells: { words: string; place?: number; median?: number; isMissing: boolean }[]
  /** Places in the order of rounds after which the values cannot be compared with those before. */
  breaks: number[]
}

type Row = UnitRoundsMark & { top: number; line: number; height: number; lines: string; cellLines: string[] }
type Point = { x: number; y: number; piece: string }

const rise = 30

/**
 * A row for each thing measured, a column for each round: a dot at the height of the value, which is written below it; a
 * line joins rounds that can be compared. It breaks, with an upright stroke, where the question became another, and has a
 * gap where there is no value.
 */
export function unitRoundsFigure(rounds: string[], marks: UnitRoundsMark[]): Drawing {
  return onSheets((sheet) => overRounds(rounds, marks, sheet))
}

function overRounds(rounds: string[], marks: UnitRoundsMark[], sheet: Sheet): string {
  const { width, text } = sheet
  const label = sheet.labelWidth ? width * 0.27 : 0
  const step = (width - label) / rounds.length
  const at = (i: number) => label + (i + 0.5) * step
  const lineHeight = text * 1.25
  const head = rounds.map((round) => wrapWords(round, step / (text * 0.58)))
  let y = Math.max(...head.map(({ length }) => length)) * lineHeight + 8
  const rows = marks.map((mark): Row => {
    const lines = wrapWords(mark.name, ((label || width) - 12) / (text * 0.58))
    const cells = mark.cells.map(({ words }) => wrapWords(words, (step - 6) / ((text - 1) * 0.56)))
    const top = y
    const line = top + (label ? 0 : lines.length * lineHeight) + 14
    const under = Math.max(...cells.map(({ length }) => length)) * lineHeight
    const height = Math.max(line - top + rise + 14 + under, lines.length * lineHeight + 8) + 8
    y += height
    return {
      ...{ ...mark, top, line, height, lines: lines.join('\n') },
      cellLines: cells.map((words) => words.join('\n')),
    }
  })
  const up = ({ line }: Row, place: number) => line + (1 - place) * rise
  const points = rows.flatMap((row, k) => {
    let piece = 0
    return row.cells.flatMap(({ place }, i): Point[] => {
      if (place === undefined || row.breaks.includes(i - 1)) piece += 1
      return place === undefined ? [] : [{ x: at(i), y: up(row, place), piece: `${k}-${piece}` }]
    })
  })
  const medians = rows.flatMap((row) =>
    row.cells.flatMap(({ median }, i) => (median === undefined ? [] : [{ x: at(i), y: up(row, median) }])),
  )
  const bars = rows.flatMap((row) => row.breaks.map((after) => ({ row, x: at(after) + step / 2 })))
  const said = rows.flatMap((row) =>
    row.cells.map(({ isMissing }, i) => ({
      ...{ x: at(i), y: row.line + rise + 12, text: row.cellLines[i], isMissing },
    })),
  )
  return draw({
    ...{ width, height: y + 2, margin: 0 },
    x: { domain: [0, width], axis: null },
    y: { domain: [y + 2, 0], axis: null },
    marks: [
      Plot.text(head, {
        ...{ x: (_: string[], i: number) => at(i), y: 2, text: (lines: string[]) => lines.join('\n') },
        ...{ lineAnchor: 'top', fontSize: text - 0.5, fontWeight: 600, lineHeight: 1.25 },
      }),
      Plot.ruleY(rows, { y: 'top', x1: 0, x2: width, stroke: 'var(--line)' }),
      Plot.text(rows, {
        ...{ x: 0, y: ({ top }: Row) => top + 6, text: 'lines', textAnchor: 'start', lineAnchor: 'top' },
        ...{ fontSize: text - 0.5, fontWeight: 600, lineHeight: 1.25 },
      }),
      Plot.ruleX(bars, {
        ...{ x: 'x', y1: ({ row }: (typeof bars)[number]) => row.line - 8 },
        y2: ({ row }: (typeof bars)[number]) => row.top + row.height - 6,
        ...{ stroke: 'var(--warn)', strokeWidth: 2, strokeDasharray: '4 3' },
      }),
      Plot.ruleY(medians, {
        ...{ y: 'y', x1: ({ x }: Point) => x - 9, x2: ({ x }: Point) => x + 9 },
        ...{ stroke: 'var(--ink-soft)', strokeWidth: 2 },
      }),
      Plot.line(points, { x: 'x', y: 'y', z: 'piece', stroke: 'var(--accent)', strokeWidth: 2.25 }),
      Plot.dot(points, {
        x: 'x',
        y: 'y',
        r: 4.5,
        fill: 'var(--accent)',
        stroke: 'var(--paper)',
        strokeWidth: 1.5,
      }),
      ...[false, true].map((isMissing) =>
        Plot.text(
          said.filter((one) => one.isMissing === isMissing),
          {
            ...{ x: 'x', y: 'y', text: 'text', lineAnchor: 'top', lineHeight: 1.25, fontSize: text - 1 },
            ...{
              fill: isMissing ? 'var(--ink-soft)' : 'var(--ink)',
              fontStyle: isMissing ? 'italic' : 'normal',
            },
          },
        ),
      ),
    ],
  })
}
