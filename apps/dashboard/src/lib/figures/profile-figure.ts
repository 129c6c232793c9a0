import * as Plot from '@observablehq/plot'
import { type Drawing, type Sheet, draw, onSheets, wrapWords } from '@pejling/figures'

/** One thing measured: where one lies among others, on a scale of its own. */
export type ProfileMark = {
  name: string
  /** The value in words, with the median or the count beside it. */
  words: string
  /** The others' numbers with this one among them, the five numbers of them, and this one's. */
  numbers?: { values: number[]; lower: number; median: number; upper: number; own?: number }
  /** The smallest and the largest in words. */
  ends?: [string, string]
  /** How many have each category, and which is this one's. */
  counts?: { label: string; n: number; own: boolean }[]
}

/** A band from quartile to quartile says nothing about fewer units than this. */
const fewest = 5
/** More dots than this become a heap of columns. */
const mostDots = 200
const track = { top: 26, bar: 20 }

/**
 * A row for each thing measured: dots for the others with a band, a tick at the median and a diamond for this one; of
 * categories a bar cut by how many have each, with this one's filled. Where too few have a value only the words stand.
 */
export function profileFigure(marks: ProfileMark[]): Drawing {
  return onSheets((sheet) => profile(marks, sheet))
}

type Placed = ProfileMark & { top: number; base: number; lines: string; said: string }
type Box = { x1: number; x2: number; y1: number; y2: number; own: boolean; text: string }

function profile(marks: ProfileMark[], sheet: Sheet): string {
  const { width, text } = sheet
  const label = sheet.labelWidth ? width * 0.27 : 0
  const numbers = sheet.labelWidth ? width * 0.26 : 0
  const [from, to] = [label + 12, width - numbers - 24]
  const line = text * 1.3
  let y = 0
  const placed = marks.map((mark): Placed => {
    const lines = wrapWords(mark.name, ((label || width) - 12) / (text * 0.58))
    const said = wrapWords(mark.words, ((numbers || width) - 12) / (text * 0.56))
    const top = y
    const beside = label ? 0 : (lines.length + said.length) * line + 2
    const room = mark.numbers ? track.top + track.bar + text * 1.4 : mark.counts ? track.bar + 14 : 0
    const base = top + beside + (mark.counts ? 10 : track.top) + track.bar
    y = top + Math.max(beside + room, label ? Math.max(lines.length, said.length) * line : 0) + 18
    return { ...mark, top, base, lines: lines.join('\n'), said: said.join('\n') }
  })
  const rows = placed.map((mark) => ({ mark, at: scaleOf(mark, from, to) }))
  const dots = rows.flatMap(({ mark, at }) => stacked(mark, at))
  const heaps = rows.flatMap(({ mark, at }) => heaped(mark, at))
  const boxes = rows.flatMap(({ mark }) => segmentsOf(mark, from, to, text))
  const spread = rows.filter(({ mark }) => mark.numbers && mark.numbers.values.length >= fewest)
  const measured = rows.filter(({ mark }) => mark.numbers)
  const own = measured.filter(({ mark }) => mark.numbers!.own !== undefined)
  const words = (of: Placed[], options: Plot.TextOptions) =>
    Plot.text(of, {
      textAnchor: 'start',
      lineAnchor: 'top',
      lineHeight: 1.3,
      fontSize: text - 0.5,
      ...options,
    })
  return draw({
    ...{ width, height: y + 2, margin: 0 },
    x: { domain: [0, width], axis: null },
    y: { domain: [y + 2, 0], axis: null },
    marks: [
      Plot.ruleY(placed, { y: 'top', x1: 0, x2: width, stroke: 'var(--line)' }),
      words(placed, { x: 0, y: ({ top }: Placed) => top + 6, text: 'lines', fontWeight: 600 }),
      words(placed, {
        x: label ? width - numbers : 0,
        y: ({ top, lines }: Placed) => top + 6 + (label ? 0 : lines.split('\n').length * line),
        ...{ text: 'said', fill: 'var(--ink-soft)' },
      }),
      Plot.rect(spread, {
        x1: ({ mark, at }: (typeof rows)[number]) => at(mark.numbers!.lower),
        x2: ({ mark, at }: (typeof rows)[number]) => at(mark.numbers!.upper),
        y1: ({ mark }: (typeof rows)[number]) => mark.base - track.top - track.bar + 8,
        y2: ({ mark }: (typeof rows)[number]) => mark.base,
        fill: 'var(--accent-soft)',
      }),
      Plot.ruleY(measured, { y: ({ mark }) => mark.base, x1: from, x2: to, stroke: 'var(--line-strong)' }),
      Plot.rect(heaps, { ...{ x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'var(--accent)' } }),
      Plot.dot(dots, {
        x: 'x',
        y: 'y',
        r: 'r',
        fill: 'var(--accent)',
        stroke: 'var(--paper)',
        strokeWidth: 0.7,
      }),
      Plot.ruleX(measured, {
        x: ({ mark, at }) => at(mark.numbers!.median),
        y1: ({ mark }) => mark.base - track.top - track.bar + 8,
        y2: ({ mark }) => mark.base,
        ...{ stroke: 'var(--ink)', strokeWidth: 2 },
      }),
      Plot.dot(own, {
        x: ({ mark, at }) => at(mark.numbers!.own!),
        y: ({ mark }) => mark.base,
        ...{ r: 7.5, symbol: 'diamond', fill: 'var(--ink)', stroke: 'var(--paper)', strokeWidth: 1.5 },
      }),
      ...([0, 1] as const).map((end) =>
        Plot.text(
          measured.filter(({ mark }) => mark.ends),
          {
            x: end ? to : from,
            y: ({ mark }) => mark.base + 9,
            text: ({ mark }) => mark.ends![end],
            textAnchor: end ? 'end' : 'start',
            ...{ lineAnchor: 'top', fontSize: text - 1.5, fill: 'var(--ink-soft)' },
          },
        ),
      ),
      ...[false, true].map((isOwn) =>
        Plot.rect(
          boxes.filter((box) => box.own === isOwn),
          {
            ...{ x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', insetRight: 1 },
            ...{ fill: isOwn ? 'var(--accent)' : 'var(--track)', stroke: isOwn ? 'var(--ink)' : undefined },
          },
        ),
      ),
      ...[false, true].map((isOwn) =>
        Plot.text(
          boxes.filter((box) => box.own === isOwn && box.text),
          {
            x: ({ x1, x2 }: Box) => (x1 + x2) / 2,
            y: ({ y1, y2 }: Box) => (y1 + y2) / 2,
            ...{ text: 'text', fontSize: text - 1.5, fill: isOwn ? 'var(--on-accent)' : 'var(--ink)' },
          },
        ),
      ),
    ],
  })
}

function scaleOf({ numbers }: Placed, from: number, to: number): (value: number) => number {
  const all = [...(numbers?.values ?? []), ...(numbers?.own === undefined ? [] : [numbers.own])]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  return (value) => (high > low ? from + ((value - low) / (high - low)) * (to - from) : (from + to) / 2)
}

/** One dot for each of a few, on top of each other where they would touch. */
function stacked({ numbers, base }: Placed, at: (value: number) => number) {
  if (!numbers || numbers.values.length > mostDots) return []
  const r = numbers.values.length > 60 ? 2.5 : 3.5
  const step = r * 2 + 0.6
  const heights = new Map<number, number>()
  return numbers.values.map((value) => {
    const bin = Math.round(at(value) / step)
    const height = heights.get(bin) ?? 0
    heights.set(bin, height + 1)
    return { x: bin * step, y: Math.max(base - 48, base - r - 1 - height * step), r }
  })
}

/** Of many the number in each of forty equal steps, as columns. */
function heaped({ numbers, base }: Placed, at: (value: number) => number) {
  if (!numbers || numbers.values.length <= mostDots) return []
  const [low, high] = [at(numbers.values[0]), at(numbers.values.at(-1)!)]
  const step = (high - low || 1) / 40
  const bins = Map.groupBy(numbers.values, (value) => Math.min(39, Math.floor((at(value) - low) / step)))
  const most = Math.max(...[...bins.values()].map(({ length }) => length))
  return [...bins].map(([bin, { length }]) => ({
    ...{ x1: low + bin * step, x2: low + (bin + 1) * step - 0.5 },
    ...{ y1: base - (length / most) * (track.top + track.bar - 8), y2: base },
  }))
}

function segmentsOf({ counts, base }: Placed, from: number, to: number, text: number): Box[] {
  const total = counts?.reduce((sum, { n }) => sum + n, 0)
  if (!counts || !total) return []
  const used = counts.filter(({ n }) => n)
  const wideOf = (n: number) => ((to - from) * n) / total
  const fits = (words: string, n: number) => words.length < wideOf(n) / (text * 0.52)
  const named = used.every(({ label, n }) => fits(`${label}: ${n}`, n))
  let x = from
  return used.map(({ label, n, own }) => {
    const box = { x1: x, x2: x + wideOf(n), y1: base - track.bar - 4, y2: base, own }
    x += wideOf(n)
    // All have their name or none has but its own: a lone number is always a count.
    const whole = `${label}: ${n}`
    return {
      ...box,
      text: (named || own) && fits(whole, n) ? whole : fits(`${n}`, n) ? `${n}` : '',
    }
  })
}
