import { type Sheet, wrapWords } from '@pejling/figures'
import type { FindingMark, FindingsOptions } from './findings-figure.ts'

type Point = { x: number; y: number }
export type PlacedMark = FindingMark & {
  x1: number
  x2: number
  y1: number
  y2: number
  line: { x1: number; x2: number; y: number }
  printedAt: Point
  verdictAt: Point
  pAt: Point
}
export type Places = {
  placed: PlacedMark[]
  labels: (Point & { text: string; soft: boolean })[]
  rules: number[]
  height: number
}

/** Rows and columns as in print. */
export function placeGrid(
  marks: FindingMark[],
  { rows, columns }: FindingsOptions,
  { width, labelWidth, text }: Sheet,
): Places {
  const step = (width - labelWidth) / columns.length
  const heads = columns.map((name) => wrapWords(name, (step - 14) / (text * 0.58)))
  let y = Math.max(...heads.map((lines) => lines.length)) * text * 1.3 + text * 0.7
  const labels: Places['labels'] = heads.map((lines, j) => ({
    ...{ x: labelWidth + j * step + 8, y: 0, text: lines.join('\n'), soft: false },
  }))
  const rules: number[] = []
  const placed: PlacedMark[] = []
  const head = marks.some(({ printed, verdict }) => printed || verdict) ? text * 1.4 : 0
  for (const [i, name] of rows.entries()) {
    const lines = wrapWords(name, (labelWidth - 14) / (text * 0.58))
    const own = marks.filter(({ row }) => row === i)
    const bare = own.every(({ estimate }) => estimate === undefined)
    const height = Math.max(lines.length * text * 1.3 + 12, bare ? text * 2.2 : head + text * 3.4)
    rules.push(y)
    labels.push({ x: 0, y: y + 6, text: lines.join('\n'), soft: false })
    for (const mark of own) {
      const left = labelWidth + mark.column * step
      const [x1, x2] = [left + 8, left + step - 14]
      placed.push({
        ...mark,
        // What was looked at without a word in print or a number today is not the same as what was not looked at.
        ...(isEmpty(mark) && { p: '–' }),
        ...{ x1: left + 1, x2: left + step - 5, y1: y + 1.5, y2: y + height - 1.5 },
        line: { x1: x1 + 3, x2: Math.min(x2 - 3, x1 + 170), y: y + head + text * 1.15 },
        printedAt: { x: x1, y: y + text * 1.05 },
        verdictAt: { x: Math.min(x2, x1 + 173), y: y + text * 1.05 },
        pAt: { x: x1, y: y + (isEmpty(mark) ? text * 1.05 : head + text * 2.5) },
      })
    }
    y += height
  }
  return { placed, labels, rules, height: y + 2 }
}

/** One cell below the other, the rows as headings; cells with nothing in them are named together. */
export function placeList(
  marks: FindingMark[],
  { rows, columns, nothing }: FindingsOptions,
  { width, text }: Sheet,
): Places {
  const room = Math.floor(width / (text * 0.58))
  const [from, to] = [text * 6.2, Math.max(width - text * 8.7, width * 0.5)]
  const labels: Places['labels'] = []
  const rules: number[] = []
  const placed: PlacedMark[] = []
  let y = 0
  const write = (words: string, soft: boolean) => {
    const lines = wrapWords(words, room)
    labels.push({ x: 0, y, text: lines.join('\n'), soft })
    y += lines.length * text * 1.3
  }
  for (const [i, name] of rows.entries()) {
    const own = marks.filter(({ row }) => row === i)
    if (!own.length) continue
    rules.push(y)
    y += text * 0.7
    write(name, false)
    y += text * 0.3
    const empty = own.filter(isEmpty)
    for (const mark of own.filter((mark) => !empty.includes(mark))) {
      const top = y
      write(columns[mark.column], true)
      const middle = y + text * 0.95
      placed.push({
        ...mark,
        ...{ x1: 1, x2: width - 1, y1: top - 1, y2: middle + text * 1.15 },
        line: { x1: from, x2: to, y: middle },
        printedAt: { x: 0, y: middle },
        verdictAt: { x: from - text, y: middle },
        pAt: { x: to + text * 0.9, y: middle },
      })
      y = middle + text * 1.5
    }
    if (empty.length) write(`${nothing} ${empty.map(({ column }) => columns[column]).join(', ')}`, true)
    y += text * 0.8
  }
  return { placed, labels, rules, height: y + 2 }
}

function isEmpty({ printed, estimate }: FindingMark): boolean {
  return !printed && estimate === undefined
}
