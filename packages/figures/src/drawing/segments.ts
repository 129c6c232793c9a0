import * as Plot from '@observablehq/plot'
import type { CellDoor } from './crosstab-options.ts'
import { draw } from './draw.ts'
import type { Sheet } from './drawing.ts'
import type { Tone } from './tones.ts'

/** One rectangle of a figure: a cell of a cross table, with what is written in it. */
export type Segment = {
  x1: number
  x2: number
  y1: number
  y2: number
  tone: Tone
  /** The count, and the share of its row below it if there is room. */
  count: string
  share: string
  door?: CellDoor
}

type Span = Pick<Segment, 'y1' | 'y2'>

/** The name of a row, its upper left corner, and where it ends. */
export type SegmentLabel = { x: number; y: number; text: string; soft?: boolean; anchor?: 'start' | 'end' }

export type SegmentSheet = {
  sheet: Sheet
  height: number
  segments: Segment[]
  labels: SegmentLabel[]
  legend: { text: string; tone: Tone }[]
  /** Where the bars are aligned: marked across each of them. */
  middle?: number
}

/** How tall the legend is that `drawSegments` puts above; everything else begins below it. */
export function legendHeight(names: string[], sheet: Sheet): number {
  return Math.max(...legendPlaces(names, sheet).map(({ y }) => y)) + sheet.text * 1.9 + 10
}

/** Draws rectangles with their numbers, row labels, and a legend in the order of the categories. */
export function drawSegments({
  sheet,
  height,
  segments,
  labels,
  legend,
  middle: aligned,
}: SegmentSheet): string {
  const { text } = sheet
  const places = legendPlaces(
    legend.map((entry) => entry.text),
    sheet,
  ).map((place, i) => ({ ...place, ...legend[i] }))
  const fits = (words: string, { x1, x2 }: Segment, size: number) => x2 - x1 >= words.length * size * 0.6 + 10
  const counted = segments.filter((segment) => fits(segment.count, segment, text))
  const shared = counted.filter(
    (segment) => fits(segment.share, segment, text - 1.5) && segment.y2 - segment.y1 >= text * 2.5,
  )
  const middle = ({ y1, y2 }: Segment) => (y1 + y2) / 2
  const spans = [...new Map(segments.map(({ y1, y2 }): [number, Span] => [y1, { y1, y2 }])).values()]
  const inks = [...new Set(segments.map(({ tone }) => tone.ink))]
  return draw(
    {
      width: sheet.width,
      height,
      margin: 0,
      x: { domain: [0, sheet.width], axis: null },
      y: { domain: [height, 0], axis: null },
      marks: [
        Plot.rect(places, {
          x1: 'x',
          x2: ({ x }: { x: number }) => x + text,
          y1: ({ y }: { y: number }) => y + text * 0.25,
          y2: ({ y }: { y: number }) => y + text * 1.25,
          fill: ({ tone }: { tone: Tone }) => tone.fill,
          stroke: 'var(--line-strong)',
          strokeWidth: 0.75,
        }),
        Plot.text(places, {
          x: ({ x }: { x: number }) => x + text * 1.5,
          y: ({ y }: { y: number }) => y + text * 0.2,
          text: 'text',
          textAnchor: 'start',
          lineAnchor: 'top',
          fontSize: text,
        }),
        Plot.rect(segments, {
          x1: 'x1',
          x2: 'x2',
          y1: 'y1',
          y2: 'y2',
          fill: ({ tone }: Segment) => tone.fill,
          stroke: 'var(--paper)',
          strokeWidth: 1.5,
          href: ({ door }: Segment) => door?.href,
          ariaLabel: ({ door }: Segment) => door?.words,
        }),
        // Above and below each bar, not across it: there the numbers stand.
        ...([-1, 1] as const).map((side) =>
          Plot.ruleX(aligned === undefined ? [] : spans, {
            x: aligned,
            y1: ({ y1, y2 }: Span) => (side < 0 ? y1 - (sheet.labelWidth ? 6 : 3) : y2),
            y2: ({ y1, y2 }: Span) => (side < 0 ? y1 : y2 + 6),
            stroke: 'var(--ink)',
            strokeWidth: 2,
          }),
        ),
        ...inks.flatMap((ink) => [
          Plot.text(
            counted.filter(({ tone }) => tone.ink === ink),
            {
              x: ({ x1 }: Segment) => x1 + 7,
              y: (segment: Segment) => middle(segment) - (shared.includes(segment) ? text * 0.55 : 0),
              text: 'count',
              textAnchor: 'start',
              fontSize: text + 1.5,
              fontWeight: 650,
              fill: ink,
              pointerEvents: 'none',
            },
          ),
          Plot.text(
            shared.filter(({ tone }) => tone.ink === ink),
            {
              x: ({ x1 }: Segment) => x1 + 7,
              y: (segment: Segment) => middle(segment) + text * 0.7,
              text: 'share',
              textAnchor: 'start',
              fontSize: text - 1.5,
              fill: ink,
              pointerEvents: 'none',
            },
          ),
        ]),
        ...(['start', 'end'] as const).flatMap((anchor) =>
          [false, true].map((soft) =>
            Plot.text(
              labels.filter(
                (label) => (label.soft ?? false) === soft && (label.anchor ?? 'start') === anchor,
              ),
              {
                x: 'x',
                y: 'y',
                text: 'text',
                textAnchor: anchor,
                lineAnchor: 'top',
                fontSize: soft ? text - 1 : text,
                fontWeight: soft ? 400 : 600,
                lineHeight: 1.3,
                fill: soft ? 'var(--ink-soft)' : 'var(--ink)',
              },
            ),
          ),
        ),
      ],
    },
    { doors: segments.some(({ door }) => door?.href) },
  )
}

/** Left to right, on as many lines as it takes. */
function legendPlaces(names: string[], { width, text }: Sheet): { x: number; y: number }[] {
  const places: { x: number; y: number }[] = []
  let [x, y] = [0, 0]
  for (const name of names) {
    const room = text * 1.5 + name.length * text * 0.56 + text * 1.4
    if (x > 0 && x + room - text > width) [x, y] = [0, y + text * 1.75]
    places.push({ x, y })
    x += room
  }
  return places
}
