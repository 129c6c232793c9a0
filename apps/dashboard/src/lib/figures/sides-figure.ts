import * as Plot from '@observablehq/plot'
import { type CellDoor, type Drawing, type Sheet, draw, onSheets, wrapWords } from '@pejling/figures'

export type SideValue = { value: number; lower?: number; upper?: number }
/** One number on two sides, on a scale of its own from `low` to `high`. */
export type SidesMark = {
  name: string
  low: number
  high: number
  left?: SideValue
  right?: SideValue
  /** Both can be held against each other: only then a line joins them. */
  joined: boolean
  /** Both numbers in words. */
  words: string
  door: CellDoor
}

/**
 * Numbers of two sides, one below the other: the left as a ring, the right as a dot, each with its interval, and a line
 * between them where they can be compared.
 */
export function sidesFigure(marks: SidesMark[]): Drawing {
  return onSheets((sheet) => dumbbells(marks, sheet))
}

type Placed = SidesMark & { y: number; top: number; bottom: number; lines: string }
type End = { x: number; x1?: number; x2?: number; y: number }

function dumbbells(marks: SidesMark[], sheet: Sheet): string {
  const { width, text } = sheet
  const label = sheet.labelWidth ? width * 0.34 : 0
  const numbers = sheet.labelWidth ? text * 13 : 0
  const [from, to] = [label + 8, width - numbers - 12]
  let y = 0
  const placed = marks.map((mark): Placed => {
    const lines = wrapWords(mark.name, ((label || width) - 12) / (text * 0.58))
    const named = lines.length * text * 1.3
    const top = y
    const middle = label ? top + Math.max(named / 2, text) + 5 : top + named + text * 1.1
    const bottom = label ? top + Math.max(named, text * 2) + 10 : middle + text * 2.6
    y = bottom
    return { ...mark, y: middle, top, bottom, lines: lines.join('\n') }
  })
  const at = ({ low, high }: SidesMark, value: number) =>
    from + ((value - low) / (high - low || 1)) * (to - from)
  const endsOf = (side: 'left' | 'right', shift: number) =>
    placed.flatMap((mark): End[] => {
      const own = mark[side]
      if (!own) return []
      const ends = own.lower === undefined ? {} : { x1: at(mark, own.lower), x2: at(mark, own.upper!) }
      return [{ x: at(mark, own.value), ...ends, y: mark.y + shift }]
    })
  const [left, right] = [endsOf('left', -4.5), endsOf('right', 4.5)]
  const joined = placed.filter((mark) => mark.joined && mark.left && mark.right)
  const interval = (ends: End[], width: number, dash?: string) =>
    Plot.ruleY(
      ends.filter(({ x1 }) => x1 !== undefined),
      {
        ...{ y: 'y', x1: 'x1', x2: 'x2', stroke: 'var(--accent)', strokeWidth: width },
        ...{ strokeDasharray: dash, pointerEvents: 'none' },
      },
    )
  const words = (place: Plot.TextOptions) =>
    Plot.text(placed, { ...{ text: 'words', fill: 'var(--ink-soft)', pointerEvents: 'none' }, ...place })
  return draw(
    {
      ...{ width, height: y + 2, margin: 0 },
      x: { domain: [0, width], axis: null },
      y: { domain: [y + 2, 0], axis: null },
      marks: [
        Plot.ruleY(placed, { y: 'top', x1: 0, x2: width, stroke: 'var(--line)' }),
        Plot.rect(
          placed.filter(({ door }) => door.href),
          {
            ...{
              x1: 1,
              x2: width - 1,
              y1: ({ top }: Placed) => top + 1.5,
              y2: ({ bottom }: Placed) => bottom - 1.5,
            },
            ...{ fill: 'var(--paper)', fillOpacity: 0, stroke: 'transparent', strokeWidth: 1.5 },
            href: ({ door }: Placed) => door.href,
            ariaLabel: ({ door }: Placed) => door.words,
          },
        ),
        Plot.ruleY(
          placed.filter((mark) => mark.left ?? mark.right),
          { y: 'y', x1: from, x2: to, stroke: 'var(--line)', pointerEvents: 'none' },
        ),
        Plot.text(placed, {
          ...{ x: 0, y: ({ top }: Placed) => top + 5, text: 'lines', textAnchor: 'start', lineAnchor: 'top' },
          ...{ fontSize: text - 0.5, lineHeight: 1.3, pointerEvents: 'none' },
        }),
        interval(left, 1.5, '4 3'),
        interval(right, 2.5),
        Plot.link(joined, {
          x1: (mark: Placed) => at(mark, mark.left!.value),
          x2: (mark: Placed) => at(mark, mark.right!.value),
          y1: ({ y }: Placed) => y - 4.5,
          y2: ({ y }: Placed) => y + 4.5,
          ...{ stroke: 'var(--ink-soft)', strokeWidth: 1.5, pointerEvents: 'none' },
        }),
        Plot.dot(left, {
          ...{ x: 'x', y: 'y', r: 4.5, fill: 'var(--paper)', stroke: 'var(--accent)', strokeWidth: 2 },
          pointerEvents: 'none',
        }),
        Plot.dot(right, { x: 'x', y: 'y', r: 5, fill: 'var(--accent)', pointerEvents: 'none' }),
        label
          ? words({ x: width - numbers + 4, y: 'y', textAnchor: 'start', fontSize: text - 1 })
          : words({ x: 0, y: ({ y }: Placed) => y + text * 1.5, textAnchor: 'start', fontSize: text - 1 }),
      ],
    },
    { doors: placed.some(({ door }) => door.href) },
  )
}
