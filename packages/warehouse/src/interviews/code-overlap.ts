import { type Filter, type Suppression, type Viewer } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { codesUnder, getCode, listCodes } from './code-facts.ts'
import { codeRows, codesAbove } from './code-rows.ts'
import { filteredSources } from './interview-facets.ts'
import { openInterviews } from './interview-study.ts'

/**
 * Two codes at the same places of texts. `places` are stretches of text that both were given to, in so many `interviews`;
 * `jaccard` is the text both were given to as a share of the text that either was (Jaccard 1901), counted in characters.
 */
export type CodeOverlap = {
  codes: [string, string]
  places: number
  interviews: number
  jaccard: number
}

export type OverlapQuestion = {
  study: string
  /** Only pairs with this code, it and all below it taken as one. */
  code?: string
  /** Only codes below this one, to so many levels (all if left out); a code counts with all below it that are not shown. */
  under?: string
  levels?: number
  where?: readonly Filter[]
  limit?: number
}

export type OverlapList = { study: string; pairs: CodeOverlap[]; n: number; withheld?: Suppression }

/**
 * Which codes were given to the same text, by anybody: most places first. A code and one below it are no pair, since a row
 * counts with all below it. Only places in texts can overlap.
 *
 * @throws `unknown study|interviews|code|filter: …`
 */
export async function codeOverlap(
  edition: Edition,
  { study, code, under, levels = 99, where, limit = 100 }: OverlapQuestion,
  viewer?: Viewer,
): Promise<OverlapList> {
  const { withheld } = await openInterviews(edition, study, viewer)
  if (code !== undefined) await getCode(edition, study, code)
  if (withheld) return { study, pairs: [], n: 0, withheld }
  const shown = codeRows(await codesUnder(edition, study, under), under, levels).map((row) => row.code)
  const lines = (await listCodes(edition, study)).flatMap((one) => {
    const above = codesAbove(one.code)
    const nearest = above.findLast((name) => shown.includes(name))
    if (code !== undefined && above.includes(code)) return [{ code: one.code, row: code }]
    return nearest === undefined ? [] : [{ code: one.code, row: nearest }]
  })
  const sources = await filteredSources(edition, study, where)
  const found = await edition.query<{
    a: string
    b: string
    places: number
    interviews: number
    jaccard: number
    n: number
  }>(overlapping(code !== undefined), {
    study,
    ...(code !== undefined && { code }),
    lines: JSON.stringify(lines),
    sources: JSON.stringify(sources.map(({ source, interview }) => ({ source, interview }))),
    limit,
  })
  return {
    study,
    pairs: found.map(({ a, b, places, interviews, jaccard }) => ({
      ...{ codes: [a, b], places, interviews, jaccard },
    })),
    n: found[0]?.n ?? 0,
  }
}

/** Stretches of a text under one code, joined where they touch; then what two codes share of them. */
function overlapping(ofOne: boolean): string {
  return `WITH scope AS (SELECT unnest(from_json($sources, '[{"source":"VARCHAR","interview":"VARCHAR"}]'), recursive := true)),
    line AS (SELECT unnest(from_json($lines, '[{"code":"VARCHAR","row":"VARCHAR"}]'), recursive := true)),
    given AS (
      SELECT DISTINCT scope.interview, e.source, line."row" AS code, e.start, e."end"
      FROM interview_coding g
        JOIN interview_excerpt e ON e.study = g.study AND e.excerpt = g.excerpt AND e.kind = 'text'
        JOIN scope ON scope.source = e.source JOIN line ON line.code = g.code
      WHERE g.study = $study AND e."end" > e.start),
    begun AS (
      SELECT *, start > coalesce(max("end") OVER (PARTITION BY source, code ORDER BY start, "end"
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -1) AS isNew FROM given),
    stretch AS (
      SELECT interview, source, code, min(start) AS start, max("end") AS "end"
      FROM (SELECT *, sum(isNew::INTEGER) OVER (PARTITION BY source, code ORDER BY start, "end") AS nth FROM begun)
      GROUP BY interview, source, code, nth),
    total AS (SELECT code, sum("end" - start) AS characters FROM stretch GROUP BY code),
    shared AS (
      SELECT a.code AS a, b.code AS b, count(*) AS places, count(DISTINCT a.interview) AS interviews,
        sum(least(a."end", b."end") - greatest(a.start, b.start)) AS characters
      FROM stretch a JOIN stretch b ON b.source = a.source AND b.start < a."end" AND a.start < b."end"
      WHERE ${ofOne ? 'a.code = $code AND b.code <> $code' : 'a.code < b.code'}
        AND NOT starts_with(a.code, b.code || '/') AND NOT starts_with(b.code, a.code || '/')
      GROUP BY a.code, b.code)
    SELECT a, b, places::INTEGER AS places, interviews::INTEGER AS interviews,
      shared.characters / (ta.characters + tb.characters - shared.characters) AS jaccard,
      (count(*) OVER ())::INTEGER AS n
    FROM shared JOIN total ta ON ta.code = a JOIN total tb ON tb.code = b
    ORDER BY places DESC, jaccard DESC, a, b LIMIT $limit`
}
