import type { MarkedPlace } from '@pejling/warehouse'

/** A coded place of a text in the lane its stripe runs in; stripes of one lane never overlap. */
export type Striped = { place: MarkedPlace; start: number; end: number; lane: number }

/** The stripes beside a text, each in the first lane that is free: longer ones first where two begin together. */
export function sourceLanes(places: readonly MarkedPlace[]): { stripes: Striped[]; lanes: number } {
  const ends: number[] = []
  const stripes = places
    .flatMap((place) => {
      const { kind, start = 0, end = 0 } = place.at
      return kind === 'text' ? [{ place, start, end }] : []
    })
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .map((span) => {
      const free = ends.findIndex((end) => end <= span.start)
      const lane = free < 0 ? ends.length : free
      ends[lane] = span.end
      return { ...span, lane }
    })
  return { stripes, lanes: ends.length }
}
