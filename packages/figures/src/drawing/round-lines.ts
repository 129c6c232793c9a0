import * as Plot from '@observablehq/plot'
import type { Category } from '@pejling/indicators'
import { draw } from './draw.ts'
import type { CellDoor } from './crosstab-options.ts'
import { type Drawing, onSheets, type Sheet } from './drawing.ts'
import { ticksOf } from './strip-figure.ts'
import { wrapWords } from './wrap-words.ts'

/** One line over the rounds: a value for each, `undefined` where there is none. */
export type RoundLine = { name: string; values: (number | undefined)[]; doors?: (CellDoor | undefined)[] }

export type RoundLinesOptions = {
  language: 'da' | 'en'
  /** The base of each round. */
  bases: string[]
  format: (value: number) => string
  domain: [number, number]
  /** Places in the order of rounds after which the values cannot be compared with those before. */
  breaks: number[]
  breakLabel: string
}

/**
 * Values over rounds, one line for each category, named at its end, on a phone above. Where the question changed so that answers cannot be
 * compared the lines break and an upright line says so; where a round has no value there is a gap.
 */
export function roundLines(rounds: Category[], lines: RoundLine[], options: RoundLinesOptions): Drawing {
  return onSheets((sheet) => overRounds(rounds, lines, options, sheet))
}

const dashes = ['', '7 4', '2 4', '10 3 2 3', '4 2']

type Point = { x: number; y: number; piece: string; words?: CellDoor; value: number; last: boolean }

function overRounds(
  rounds: Category[],
  lines: RoundLine[],
  options: RoundLinesOptions,
  sheet: Sheet,
): string {
  const { text } = sheet
  const { language, bases, format, domain, breaks, breakLabel } = options
  // On a phone there is no room beside the lines: they are named above.
  const above = sheet.labelWidth ? [] : namesAbove(lines, sheet)
  const nameRoom = sheet.labelWidth
    ? Math.min(sheet.width * 0.34, Math.max(...lines.map(({ name }) => name.length)) * text * 0.56 + 14)
    : 0
  const ticks = ticksOf(domain, 5)
  const left = Math.max(...ticks.map((tick) => format(tick).length)) * text * 0.58 + 10
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== undefined))
  // Numbers stand above and below the dots: half of the widest reaches beyond the first and the last.
  const beside = (Math.max(2, ...known.map((value) => format(value).length)) * (text - 1.5) * 0.58) / 2
  const [low, high] = [left + beside + 2, sheet.width - nameRoom - beside - 8]
  const step = rounds.length > 1 ? (high - low) / (rounds.length - 1) : 0
  const at = (i: number) => low + i * step
  const legend = above.length ? above.at(-1)!.y + text * 2 : 0
  const breakTop = legend
  const top = legend + (breaks.length ? text * 2.6 : text)
  const height = Math.max(240, Math.min(420, sheet.width * 0.5))
  const up = (value: number) => top + (1 - (value - domain[0]) / (domain[1] - domain[0] || 1)) * height
  const heads = rounds.map((round, i) => [
    ...wrapWords(round.label[language], Math.max(6, (step || high - low) / (text * 0.62))),
    bases[i],
  ])
  const below = Math.max(...heads.map((lines) => lines.length)) * text * 1.3
  const points = lines.map(({ values, doors }, k) =>
    pieces(values, breaks).map(({ i, piece }): Point => ({
      ...{ x: at(i), y: up(values[i]!), piece: `${k}-${piece}`, words: doors?.[i], value: values[i]! },
      last: values.slice(i + 1).every((value) => value === undefined),
    })),
  )
  const ends = spread(
    (above.length ? [] : points).map((own, k) => ({
      y: own.find(({ last }) => last)?.y,
      text: wrapWords(lines[k].name, nameRoom / (text * 0.56)),
    })),
    text,
  )
  const labels = besideDots(points.flat(), text)
  const bars = breaks.map((after) => at(after) + step / 2)
  return draw(
    {
      width: sheet.width,
      height: top + height + below + text * 1.2,
      margin: 0,
      x: { domain: [0, sheet.width], axis: null },
      y: { domain: [top + height + below + text * 1.2, 0], axis: null },
      marks: [
        Plot.text(above, {
          ...{ x: 34, y: 'y', text: 'text', textAnchor: 'start', lineAnchor: 'top' },
          ...{ fontSize: text, lineHeight: 1.3 },
        }),
        ...above.map((name, k) =>
          Plot.ruleY([name], {
            ...{ x1: 0, x2: 26, y: name.y + text * 0.6, stroke: 'var(--accent)', strokeWidth: 2.25 },
            strokeDasharray: dashes[k % dashes.length],
          }),
        ),
        Plot.ruleY(ticks, { y: up, x1: left, x2: high + beside, stroke: 'var(--line)' }),
        Plot.text(ticks, {
          x: left - 6,
          y: up,
          text: format,
          textAnchor: 'end',
          fontSize: text - 1.5,
          fill: 'var(--ink-soft)',
        }),
        Plot.ruleX(bars, {
          y1: top - 6,
          y2: top + height,
          stroke: 'var(--warn)',
          strokeWidth: 1.5,
          strokeDasharray: '4 4',
        }),
        Plot.text(bars, {
          x: (x: number) => x,
          y: breakTop,
          text: () => breakLabel,
          lineAnchor: 'top',
          fontSize: text - 1.5,
          fill: 'var(--warn)',
        }),
        ...points.map((own, k) =>
          Plot.line(own, {
            ...{ x: 'x', y: 'y', z: 'piece', stroke: 'var(--accent)', strokeWidth: 2.25 },
            strokeDasharray: dashes[k % dashes.length],
          }),
        ),
        Plot.dot(points.flat(), {
          ...{ x: 'x', y: 'y', r: 5, fill: 'var(--accent)', stroke: 'var(--paper)', strokeWidth: 1.5 },
          href: ({ words }: Point) => words?.href,
          ariaLabel: ({ words }: Point) => words?.words,
        }),
        ...(['above', 'below'] as const).map((side) =>
          Plot.text(step > text * 3.6 ? labels.filter((label) => label.side === side) : [], {
            x: 'x',
            y: 'y',
            dy: side === 'above' ? -9 : 9,
            lineAnchor: side === 'above' ? 'bottom' : 'top',
            fontSize: text - 1.5,
            text: ({ value }: Point) => format(value),
            stroke: 'var(--paper)',
            strokeWidth: 4,
            fill: 'var(--ink)',
          }),
        ),
        Plot.text(ends, {
          ...{
            x: high + beside + 8,
            y: 'y',
            text: 'text',
            textAnchor: 'start',
            fontSize: text,
            fontWeight: 600,
            lineHeight: 1.15,
          },
        }),
        Plot.text(heads, {
          ...{ x: (_: string[], i: number) => at(i), y: top + height + text * 0.9, lineAnchor: 'top' },
          text: (lines: string[]) => lines.join('\n'),
          fontSize: text - 1,
          lineHeight: 1.3,
        }),
      ],
    },
    { doors: points.flat().some(({ words }) => words?.href) },
  )
}

/** Names with room for a piece of their line before them, one below the other. */
function namesAbove(lines: RoundLine[], { width, text }: Sheet): { y: number; text: string }[] {
  let y = 0
  return lines.map(({ name }) => {
    const own = wrapWords(name, (width - 36) / (text * 0.56))
    const place = { y, text: own.join('\n') }
    y += own.length * text * 1.3 + 4
    return place
  })
}

/** Which values hang together: a gap or a break begins a new piece. */
function pieces(values: (number | undefined)[], breaks: number[]): { i: number; piece: number }[] {
  let piece = 0
  return values.flatMap((value, i) => {
    if (breaks.includes(i - 1)) piece += 1
    if (value !== undefined) return [{ i, piece }]
    piece += 1
    return []
  })
}

/** Which numbers have room above or below their dot, so that none covers another dot or number. */
function besideDots(points: Point[], size: number): (Point & { side: 'above' | 'below' })[] {
  const room = size * 2.1
  return [...Map.groupBy(points, ({ x }) => x).values()].flatMap((column) => {
    const down = column.toSorted((a, b) => a.y - b.y)
    let taken = -Infinity
    return down.flatMap((point, i): (Point & { side: 'above' | 'below' })[] => {
      const next = down[i + 1]?.y ?? Infinity
      if (point.y - taken >= room) {
        taken = point.y + 6
        return [{ ...point, side: 'above' }]
      }
      taken = point.y + 6
      if (next - point.y < room) return []
      taken = point.y + room - 6
      return [{ ...point, side: 'below' }]
    })
  })
}

/** Names at the ends of lines, moved apart so that none covers another. */
function spread(
  ends: { y: number | undefined; text: string[] }[],
  size: number,
): { y: number; text: string }[] {
  const known = ends
    .filter((end): end is { y: number; text: string[] } => end.y !== undefined)
    .sort((a, b) => a.y - b.y)
  let free = -Infinity
  return known.map(({ y, text }) => {
    const half = (text.length * size * 1.15) / 2
    const placed = Math.max(y, free + half)
    free = placed + half + 2
    return { y: placed, text: text.join('\n') }
  })
}
