import type { MarkedLine, MarkedPlace } from '@pejling/warehouse'

/** A coded place of a text in the lane its stripe runs in, from its first line to its last. */
export type Striped = { place: MarkedPlace; first: number; last: number; lane: number }

/** The stripes beside a text, each in the first lane that is free on its lines: longer ones first where two begin together. */
export function sourceLanes(
  places: readonly MarkedPlace[],
  lines: readonly MarkedLine[],
): { stripes: Striped[]; lanes: number } {
  const lasts: number[] = []
  const stripes = places
    .flatMap((place) => {
      const { kind, start = 0, end = 0 } = place.at
      const within = lines.filter((line) => start < Math.max(line.end, line.start + 1) && end > line.start)
      return kind === 'text' && within.length
        ? [{ place, start, end, first: within[0].line, last: within.at(-1)!.line }]
        : []
    })
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .map(({ place, first, last }) => {
      const free = lasts.findIndex((line) => line < first)
      const lane = free < 0 ? lasts.length : free
      lasts[lane] = last
      return { place, first, last, lane }
    })
  return { stripes, lanes: lasts.length }
}
