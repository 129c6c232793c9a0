import { byInterview, type CodingIndex } from './coding-index.ts'
import type { SourceFacts } from './source-facts.ts'

/** What two rows share of the texts: `places` stretches in so many `interviews`, and how much of what either has. */
export type SharedText = { rows: [number, number]; places: number; interviews: number; jaccard: number }

type Stretch = { row: number; start: number; end: number }
type Pair = SharedText & { last: number; characters: number }

/**
 * Every two rows that were given to the same text. Places under one row are joined to stretches where they touch; then the
 * stretches of a text are met in their order, each with those that have not ended.
 */
export function overlapCounts(
  index: CodingIndex,
  sources: readonly SourceFacts[],
  {
    rowOf,
    rows,
    one,
    isPair,
  }: {
    /** The row each code is counted in, by the code's number; -1: none. */
    rowOf: Int32Array
    rows: number
    /** Only pairs with this row. */
    one?: number
    isPair: (a: number, b: number) => boolean
  },
): SharedText[] {
  const pairs = new Map<number, Pair>()
  const characters = new Float64Array(rows)
  for (const [interview, own] of byInterview(index, sources).entries())
    for (const source of own) {
      let open: Stretch[] = []
      for (const stretch of stretchesOf(index, source, rowOf)) {
        characters[stretch.row] += stretch.end - stretch.start
        open = open.filter(({ end }) => end > stretch.start)
        for (const other of open) {
          if (one !== undefined && other.row !== one && stretch.row !== one) continue
          const [a, b] = [Math.min(other.row, stretch.row), Math.max(other.row, stretch.row)]
          const key = a * rows + b
          let pair = pairs.get(key)
          if (!pair) {
            if (!isPair(a, b)) continue
            pair = { rows: [a, b], places: 0, interviews: 0, jaccard: 0, last: -1, characters: 0 }
            pairs.set(key, pair)
          }
          pair.places++
          if (pair.last !== interview) pair.interviews++
          pair.last = interview
          pair.characters += Math.min(other.end, stretch.end) - stretch.start
        }
        open.push(stretch)
      }
    }
  return [...pairs.values()].map(({ rows: [a, b], places, interviews, characters: shared }) => ({
    ...{ rows: [a, b], places, interviews },
    jaccard: shared / (characters[a] + characters[b] - shared),
  }))
}

/** The stretches of one text, in their order. */
function stretchesOf({ from, code, start, end }: CodingIndex, source: number, rowOf: Int32Array): Stretch[] {
  const given: Stretch[] = []
  for (let i = from[source]; i < from[source + 1]; i++) {
    const row = rowOf[code[i]]
    if (row >= 0 && end[i] > start[i]) given.push({ row, start: start[i], end: end[i] })
  }
  const stretches: Stretch[] = []
  const latest = new Map<number, Stretch>()
  for (const one of given.sort((a, b) => a.start - b.start)) {
    const last = latest.get(one.row)
    if (last && one.start <= last.end) {
      last.end = Math.max(last.end, one.end)
      continue
    }
    latest.set(one.row, one)
    stretches.push(one)
  }
  return stretches
}
