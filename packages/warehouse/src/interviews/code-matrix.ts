import { didYouMean, type Filter, type Suppression, type Viewer } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { codesUnder, listCodes } from './code-facts.ts'
import { type CodeRow, codeRows, codesAbove } from './code-rows.ts'
import { filteredSources, type InterviewFacet, listFacets } from './interview-facets.ts'
import { type InterviewTexts, openInterviews } from './interview-study.ts'
import { type MatrixColumn, matrixColumns } from './matrix-columns.ts'
import type { SourceFacts } from './source-facts.ts'

export const matrixMeasures = ['excerpts', 'interviews', 'presence', 'intensity'] as const
export type MatrixMeasure = (typeof matrixMeasures)[number]

/**
 * How often something was coded: excerpts, the interviews they are in, and excerpts per 1,000 words of all that was said
 * there (missing where the texts were left at home).
 */
export type CellCount = { excerpts: number; interviews: number; intensity?: number }

export type MatrixQuestion = {
  study: string
  /** What a column is: `unit` (if left out), `source`, `coder`, or a classification or a unit's variable. */
  by?: string
  /** Only the codes below this one. */
  under?: string
  /** So many levels of the tree; 1 if left out. */
  levels?: number
  where?: readonly Filter[]
  /** By which the rows are sorted, most first; `tree` if left out. */
  sort?: 'tree' | MatrixMeasure
  /** May sources be named? */
  names?: boolean
}

export type MatrixRow = CodeRow & { cells: CellCount[]; total: CellCount }

export type CodeMatrix = {
  study: string
  texts: InterviewTexts
  by: string
  /** What can be filtered by and, beside unit, source and coder, stand in columns. */
  facets: InterviewFacet[]
  columns: MatrixColumn[]
  rows: MatrixRow[]
  /** Of what was asked about: all interviews, and those in which one of the rows' codes was given. */
  interviews: number
  coded: number
  excerpts: number
  withheld?: Suppression
}

/**
 * How often the codes of a study were given, column by column. A row counts its code with all below it, and an excerpt
 * once in a cell however many of them it has. Who may not see the study's rows gets no counts and no columns.
 *
 * @throws `unknown study|interviews|code|filter: …`, `unknown columns: rolle of … (did you mean Rolle?)`
 */
export async function codeMatrix(
  edition: Edition,
  { study, by = 'unit', under, levels = 1, where, sort = 'tree', names }: MatrixQuestion,
  viewer?: Viewer,
): Promise<CodeMatrix> {
  const { texts, withheld } = await openInterviews(edition, study, viewer)
  const rows = codeRows(await codesUnder(edition, study, under), under, levels)
  const nothing = { columns: [], rows: [], interviews: 0, coded: 0, excerpts: 0 }
  if (withheld) return { study, texts, by, facets: [], ...nothing, withheld }

  const facets = await listFacets(edition, study)
  const ways = ['unit', 'source', 'coder', ...facets.map(({ name }) => name)]
  if (!ways.includes(by)) throw new Error(`unknown columns: ${by} of ${study}${didYouMean(by, ways)}`)
  const sources = await filteredSources(edition, study, where)
  const { columns, places } = await matrixColumns(edition, { study, by, names }, sources)
  const row = new Map(rows.map(({ code }, i) => [code, i]))
  const rowsOf = (await listCodes(edition, study)).flatMap(({ code }) =>
    codesAbove(code).flatMap((above) => (row.has(above) ? [{ code, row: row.get(above) }] : [])),
  )
  const counts = await edition.query<Count>(counting(by === 'coder'), {
    study,
    sources: JSON.stringify(numbered(sources)),
    rows: JSON.stringify(rowsOf),
    places: JSON.stringify(places),
  })
  const counted = (i: number | null, slot: number | null) =>
    byCell.get(`${i} ${slot}`) ?? { excerpts: 0, interviews: 0 }
  const byCell = new Map(counts.map((count) => [`${count.row} ${count.slot}`, count]))
  const words = by === 'coder' ? undefined : sumOfWords(columns)
  const found = rows.map((one, i) => ({
    ...one,
    cells: columns.map(({ words }, slot) => withIntensity(counted(i, slot), words)),
    total: withIntensity(counted(i, null), words),
  }))
  const all = counted(null, null)
  return {
    ...{ study, texts, by, facets, columns },
    rows:
      sort === 'tree' ? found : found.toSorted((a, b) => measured(b.total, sort) - measured(a.total, sort)),
    interviews: new Set(sources.map(({ interview }) => interview)).size,
    ...{ coded: all.interviews, excerpts: all.excerpts },
  }
}

/** What a measure says of a count; `presence` is 1 or 0. */
export function measured(count: CellCount, measure: MatrixMeasure): number {
  if (measure === 'presence') return count.excerpts > 0 ? 1 : 0
  return count[measure] ?? 0
}

type Count = { row: number | null; slot: number | null; excerpts: number; interviews: number }

/**
 * Counts by row and column, by row, and in all. Lists come in as JSON: a statement has one text for each, however long it
 * is. An excerpt lies in one source and so in one column, but several coders may have coded it.
 */
function counting(byCoder: boolean): string {
  const n = byCoder ? 'count(DISTINCT excerpt)' : 'count(*)'
  return `WITH scope AS MATERIALIZED (SELECT unnest(from_json($sources, '[{"source":"VARCHAR","interview":"INTEGER"}]'), recursive := true)),
    place AS MATERIALIZED (SELECT unnest(from_json($places, '[{"key":"VARCHAR","slot":"INTEGER"}]'), recursive := true)),
    line AS MATERIALIZED (SELECT unnest(from_json($rows, '[{"code":"VARCHAR","row":"INTEGER"}]'), recursive := true)),
    given AS (
      SELECT DISTINCT line."row", g.excerpt${byCoder ? ", coalesce(g.coder, '') AS coder" : ''}
      FROM interview_coding g JOIN line ON line.code = g.code WHERE g.study = $study),
    placed AS MATERIALIZED (
      SELECT given."row", place.slot, given.excerpt, scope.interview
      FROM given JOIN interview_excerpt e ON e.excerpt = given.excerpt AND e.study = $study
        JOIN scope ON scope.source = e.source JOIN place ON place.key = ${byCoder ? 'given.coder' : 'e.source'})
  SELECT "row", slot, ${n}::INTEGER AS excerpts, count(DISTINCT interview)::INTEGER AS interviews
  FROM placed GROUP BY "row", slot
  UNION ALL SELECT "row", NULL, ${n}::INTEGER, count(DISTINCT interview)::INTEGER FROM placed GROUP BY "row"
  UNION ALL SELECT NULL, NULL, count(DISTINCT excerpt)::INTEGER, count(DISTINCT interview)::INTEGER FROM placed`
}

function withIntensity({ excerpts, interviews }: CellCount, words: number | undefined): CellCount {
  return { excerpts, interviews, ...(words ? { intensity: (excerpts / words) * 1000 } : {}) }
}

function sumOfWords(columns: MatrixColumn[]): number | undefined {
  return columns.some(({ words }) => words !== undefined)
    ? columns.reduce((sum, { words = 0 }) => sum + words, 0)
    : undefined
}

/** Interviews by a number: numbers are counted faster than names. */
function numbered(sources: readonly SourceFacts[]): { source: string; interview: number }[] {
  const number = new Map<string, number>()
  return sources.map(({ source, interview }) => {
    if (!number.has(interview)) number.set(interview, number.size)
    return { source, interview: number.get(interview)! }
  })
}
