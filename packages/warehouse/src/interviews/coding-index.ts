import { remembered } from '../remembered.ts'
import { listCodes } from './code-facts.ts'
import { codesAbove } from './code-rows.ts'
import { listSources } from './source-facts.ts'

/**
 * A study's codings as numbers, read once and held in memory: what is asked of them is asked of all of them, and the names
 * that tables know them by take longer to compare than everything else.
 */
export type CodingIndex = {
  /** Number of each code and source, from 0; coders by number, empty for a coding by nobody. */
  codes: ReadonlyMap<string, number>
  sources: ReadonlyMap<string, number>
  coders: readonly string[]
  /** The codings of source `i` are those from `from[i]` to before `from[i + 1]`, those of one excerpt beside each other. */
  from: Int32Array
  code: Int32Array
  coder: Int32Array
  /** A number for each excerpt, and where in the text it lies; an excerpt that lies in no text begins and ends at -1. */
  excerpt: Int32Array
  start: Int32Array
  end: Int32Array
}

export const codingIndex = remembered(async (edition, study): Promise<CodingIndex> => {
  const codes = new Map((await listCodes(edition, study)).map(({ code }, i) => [code, i]))
  const sources = new Map((await listSources(edition, study)).map(({ source }, i) => [source, i]))
  const given = await edition.query<{ source: string; given: string }>(
    `WITH line AS MATERIALIZED (
       SELECT unnest(from_json($codes, '[{"code":"VARCHAR","n":"INTEGER"}]'), recursive := true)),
     coder AS (SELECT coder, (row_number() OVER (ORDER BY coder NULLS LAST)) - 1 AS n
       FROM (SELECT DISTINCT coder FROM interview_coding WHERE study = $study))
     SELECT e.source, to_json(list([line.n, coder.n, e.rowid,
         CASE WHEN e.kind = 'text' THEN e.start ELSE -1 END, CASE WHEN e.kind = 'text' THEN e."end" ELSE -1 END]
         ORDER BY e.rowid))::VARCHAR AS given
     FROM interview_coding g JOIN line ON line.code = g.code JOIN coder ON coder.coder IS NOT DISTINCT FROM g.coder
       JOIN interview_excerpt e ON e.study = g.study AND e.excerpt = g.excerpt
     WHERE g.study = $study GROUP BY e.source`,
    { study, codes: JSON.stringify([...codes].map(([code, n]) => ({ code, n }))) },
  )
  const coders = await edition.query<{ coder: string | null }>(
    'SELECT DISTINCT coder FROM interview_coding WHERE study = $study ORDER BY coder NULLS LAST',
    { study },
  )
  const rows = new Map(
    given.map(({ source, given }) => [
      source,
      JSON.parse(given) as [number, number, number, number, number][],
    ]),
  )
  const own = [...sources.keys()].map((source) => rows.get(source) ?? [])
  const from = new Int32Array(own.length + 1)
  for (const [i, { length }] of own.entries()) from[i + 1] = from[i] + length
  const all = own.flat()
  const column = (at: number) => Int32Array.from(all, (row) => row[at])
  return {
    ...{ codes, sources, coders: coders.map(({ coder }) => coder ?? '') },
    ...{ from, code: column(0), coder: column(1), excerpt: column(2), start: column(3), end: column(4) },
  }
})

/** For each code by its number the rows it is counted in: of itself and of those above it, as far as they have one. */
export function rowsOfCodes({ codes }: CodingIndex, rows: readonly { code: string }[]): number[][] {
  const row = new Map(rows.map(({ code }, i) => [code, i]))
  return [...codes.keys()].map((code) => codesAbove(code).flatMap((above) => row.get(above) ?? []))
}

/** The numbers of sources, those of one interview beside each other. */
export function byInterview(
  { sources }: CodingIndex,
  asked: readonly { source: string; interview: string }[],
): number[][] {
  const groups = Map.groupBy(asked, ({ interview }) => interview)
  return [...groups.values()].map((group) => group.map(({ source }) => sources.get(source)!))
}
