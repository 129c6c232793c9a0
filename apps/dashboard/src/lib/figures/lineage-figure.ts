import * as Plot from '@observablehq/plot'
import { type CellDoor, type Drawing, type Sheet, draw, onSheets, wrapWords } from '@pejling/figures'

/** A thing as it is drawn: what it is one of, what it is called, and where it leads. */
export type LineageMark = {
  address: string
  layer: number
  kind: string
  label: string
  many: boolean
  door?: CellDoor
}
export type LineageLine = { from: string; to: string }

type Placed = { mark: LineageMark; x: number; y: number; width: number; lines: string[] }
type Placing = { placed: Placed[]; height: number }

const gap = 18
const mostLines = 3

/**
 * A lineage as a layered picture: what goes into something to its left, what uses it to its right, each thing a link to
 * its own lineage. Where the layers have no room beside each other they are a list, each as far in as its layer. A filled
 * dot is what was asked for, a ring one thing, a square several; shape carries the meaning.
 */
export function lineageFigure(marks: LineageMark[], edges: LineageLine[]): Drawing {
  const first = Math.min(...marks.map(({ layer }) => layer))
  const layers = Math.max(...marks.map(({ layer }) => layer)) - first + 1
  return onSheets((sheet) => {
    const asColumns = sheet.labelWidth > 0 && sheet.width / layers >= sheet.text * 8.5
    return picture(
      (asColumns ? columns : list)(marks, edges, sheet, { first, layers }),
      edges,
      sheet,
      asColumns,
    )
  })
}

type Span = { first: number; layers: number }

/** Layers beside each other, each as high as it needs to be and in the middle; neighbours near each other. */
function columns(marks: LineageMark[], edges: LineageLine[], sheet: Sheet, { first, layers }: Span): Placing {
  const width = sheet.width / layers
  const byLayer = [...Map.groupBy(marks, ({ layer }) => layer)].sort(
    ([a], [b]) => Math.abs(a) - Math.abs(b) || a - b,
  )
  const places = new Map<string, number>()
  const stacked = byLayer.map(([layer, own]) => {
    const near = ({ address }: LineageMark) => {
      const found = edges.flatMap(({ from, to }) =>
        from === address ? (places.get(to) ?? []) : to === address ? (places.get(from) ?? []) : [],
      )
      return found.length ? found.reduce((sum, place) => sum + place, 0) / found.length : Infinity
    }
    const ordered = own.toSorted((a, b) => compared(near(a), near(b)))
    let top = 0
    const placed = ordered.map((mark) => {
      const one = inRoom(mark, sheet, { x: (layer - first) * width + 7, y: top, width: width - gap })
      top += heightOf(one, sheet)
      places.set(mark.address, one.y)
      return one
    })
    for (const one of placed) places.set(one.mark.address, one.y - top / 2)
    return { placed, height: top }
  })
  const height = Math.max(...stacked.map((column) => column.height))
  return {
    placed: stacked.flatMap((column) =>
      column.placed.map((one) => ({ ...one, y: one.y + (height - column.height) / 2 })),
    ),
    height,
  }
}

function compared(a: number, b: number): number {
  return a === b ? 0 : a - b
}

/** One thing below the other, from files to use. */
function list(marks: LineageMark[], _edges: LineageLine[], sheet: Sheet, { first, layers }: Span): Placing {
  const inset = Math.min(16, (sheet.width * 0.3) / layers)
  let top = 0
  const placed = marks.map((mark) => {
    const x = (mark.layer - first) * inset + 7
    const one = inRoom(mark, sheet, { x, y: top, width: sheet.width - x - 4 })
    top += heightOf(one, sheet)
    return one
  })
  return { placed, height: top }
}

function inRoom(mark: LineageMark, { text }: Sheet, place: { x: number; y: number; width: number }): Placed {
  const lines = wrapWords(mark.label, (place.width - 14) / (text * 0.55))
  const shown = lines.slice(0, mostLines)
  if (lines.length > mostLines) shown[mostLines - 1] += ' …'
  return { mark, ...place, lines: shown }
}

function heightOf({ lines }: Placed, { text }: Sheet): number {
  return (lines.length + 1) * text * 1.25 + 14
}

function picture(
  { placed, height }: Placing,
  edges: LineageLine[],
  sheet: Sheet,
  asColumns: boolean,
): string {
  const { text, width } = sheet
  const byAddress = new Map(placed.map((one) => [one.mark.address, one]))
  const signY = ({ y }: Placed) => y + text * 0.7 + 4
  const links = edges.flatMap(({ from, to }) => {
    const [a, b] = [byAddress.get(from), byAddress.get(to)]
    return a && b ? [{ a, b }] : []
  })
  const leaves = ({ x, mark, lines }: Placed) =>
    asColumns ? x + 18 + Math.max(mark.kind.length, ...lines.map(({ length }) => length)) * text * 0.52 : x
  const words = { textAnchor: 'start', lineAnchor: 'top', pointerEvents: 'none' } as const
  // The paper around the letters keeps a line that passes behind them from being read as part of them.
  const paper = { stroke: 'var(--paper)', strokeWidth: 5 } as const
  const dots = (isOf: (mark: LineageMark) => boolean, options: Plot.DotOptions) =>
    Plot.dot(
      placed.filter(({ mark }) => isOf(mark)),
      { x: 'x', y: signY, r: 4.6, strokeWidth: 1.6, fill: 'var(--paper)', pointerEvents: 'none', ...options },
    )
  return draw(
    {
      ...{ width, height: Math.max(24, height), margin: 0 },
      x: { domain: [0, width], axis: null },
      y: { domain: [Math.max(24, height), 0], axis: null },
      marks: [
        Plot.link(links, {
          x1: ({ a }: (typeof links)[number]) => Math.min(leaves(a), a.x + a.width),
          y1: ({ a }: (typeof links)[number]) => signY(a),
          x2: ({ b }: (typeof links)[number]) => b.x,
          y2: ({ b }: (typeof links)[number]) => signY(b),
          ...{ curve: asColumns ? 'bump-x' : 'bump-y', stroke: 'var(--line-strong)', strokeWidth: 1.2 },
        }),
        Plot.rect(
          placed.filter(({ mark }) => mark.door),
          {
            ...{ x1: ({ x }: Placed) => x - 7, x2: ({ x, width }: Placed) => x + width },
            y1: ({ y }: Placed) => y + 1,
            y2: (one: Placed) => one.y + heightOf(one, sheet) - 5,
            ...{ fill: 'var(--paper)', fillOpacity: 0, stroke: 'transparent', strokeWidth: 1.5 },
            href: ({ mark }: Placed) => mark.door!.href,
            ariaLabel: ({ mark }: Placed) => mark.door!.words,
          },
        ),
        Plot.text(placed, {
          ...{ ...words, ...paper, x: ({ x }: Placed) => x + 12, y: ({ y }: Placed) => y + 4 },
          ...{ text: ({ mark }: Placed) => mark.kind, fontSize: text - 1.5, fill: 'var(--ink-soft)' },
        }),
        Plot.text(placed, {
          ...{ ...words, ...paper, x: ({ x }: Placed) => x + 12, lineHeight: 1.25 },
          y: ({ y }: Placed) => y + 4 + text * 1.25,
          ...{ text: ({ lines }: Placed) => lines.join('\n'), fontSize: text, fill: 'var(--ink)' },
          fontWeight: 450,
        }),
        dots(({ layer }) => layer === 0, { r: 5.4, fill: 'var(--accent)', stroke: 'var(--accent)' }),
        dots(({ layer, many }) => layer !== 0 && !many, { stroke: 'var(--accent)' }),
        dots(({ many }) => many, { symbol: 'square', stroke: 'var(--accent)' }),
      ],
    },
    { doors: placed.some(({ mark }) => mark.door) },
  )
}
