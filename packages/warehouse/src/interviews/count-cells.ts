import type { CellCount } from './code-matrix.ts'
import { byInterview, type CodingIndex, rowsOfCodes } from './coding-index.ts'
import { Different } from './different.ts'
import type { SourceFacts } from './source-facts.ts'

export type CellCounts = {
  cell(row: number, column: number): CellCount
  row(row: number): CellCount
  all: CellCount
}

/**
 * Counts excerpts and interviews by row and column, by row, and in all, in one walk over the codings. An excerpt lies in
 * one source and so in one column, but several coders may have coded it.
 */
export function countCells(
  index: CodingIndex,
  rows: readonly { code: string }[],
  {
    columns,
    slotOf,
    sources,
    byCoder,
  }: {
    columns: number
    /** The column of a source; not asked where columns are coders. */
    slotOf: ReadonlyMap<string, number>
    sources: readonly SourceFacts[]
    byCoder: boolean
  },
): CellCounts {
  const { from, code, coder, excerpt } = index
  const rowsOf = rowsOfCodes(index, rows)
  const slots = [...index.sources.keys()].map((source) => slotOf.get(source) ?? 0)
  const cells = both(rows.length * columns)
  const totals = both(rows.length)
  const all = both(1)
  for (const [interview, own] of byInterview(index, sources).entries())
    for (const source of own)
      for (let i = from[source]; i < from[source + 1]; i++)
        for (const row of rowsOf[code[i]]) {
          cells.add(row * columns + (byCoder ? coder[i] : slots[source]), excerpt[i], interview)
          totals.add(row, excerpt[i], interview)
          all.add(0, excerpt[i], interview)
        }
  return {
    cell: (row, column) => cells.at(row * columns + column),
    row: (row) => totals.at(row),
    all: all.at(0),
  }
}

function both(places: number) {
  const excerpts = new Different(places)
  const interviews = new Different(places)
  return {
    add(place: number, excerpt: number, interview: number) {
      excerpts.add(place, excerpt)
      interviews.add(place, interview)
    },
    at: (place: number): CellCount => ({
      excerpts: excerpts.counts[place],
      interviews: interviews.counts[place],
    }),
  }
}
