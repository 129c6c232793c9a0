import {
  type Filter,
  type PassagePart,
  type Suppression,
  type TextRefusal,
  type Viewer,
} from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { withoutNulls } from '../without-nulls.ts'
import { codesUnder, getCode } from './code-facts.ts'
import { codingIndex } from './coding-index.ts'
import { filteredSources } from './interview-facets.ts'
import { openInterviews, type Reading } from './interview-study.ts'
import { readPassages } from './passages.ts'
import { listSources, seenSource, type SourceFacts } from './source-facts.ts'

/** Where an excerpt is, as it is held: code points of a text, a region, milliseconds, or all of the source. */
export type ExcerptAt = {
  kind: 'text' | 'region' | 'time' | 'whole'
  start?: number
  end?: number
  page?: number
  begin?: number
  finish?: number
}

export type GivenCode = { code: string; coder?: string; created?: string }

export type FoundExcerpt = {
  excerpt: string
  source: SourceFacts
  at: ExcerptAt
  codes: GivenCode[]
  /** The words, with what stands before and after; missing where they may not be read or are no text. */
  words?: PassagePart[]
  before?: PassagePart[]
  after?: PassagePart[]
  /** Does the text go on before what is shown, and after it? */
  cut?: { before: boolean; after: boolean }
  /** The line of the text it begins in, from 1. */
  line?: number
}

export type ExcerptQuestion = {
  study: string
  /** Given this code or one below it. */
  code?: string
  source?: string
  /** Empty for interviews that are about no unit. */
  unit?: string
  coder?: string
  where?: readonly Filter[]
  limit?: number
  offset?: number
}

export type ExcerptList = {
  study: string
  excerpts: FoundExcerpt[]
  /** How many there are in all, and in how many interviews. */
  n: number
  interviews: number
  /** Why the words are not here. */
  refused?: TextRefusal
  withheld?: Suppression
}

/**
 * Excerpts by what they were coded with and where they are, in the order of the sources. The words come without their
 * masked passages, and not at all for one who may not read them, who is told how many there are. Who may not see the
 * study's rows is told nothing.
 *
 * @throws `unknown study|interviews|code|source|filter: …`
 */
export async function listExcerpts(
  edition: Edition,
  question: ExcerptQuestion,
  reading: Reading,
  viewer?: Viewer,
): Promise<ExcerptList> {
  const { study, code, source, unit, coder, where, limit = 50, offset = 0 } = question
  const { withheld } = await openInterviews(edition, study, viewer)
  if (code !== undefined) await getCode(edition, study, code)
  if (withheld) return { study, excerpts: [], n: 0, interviews: 0, withheld }
  if (source !== undefined) await getSource(edition, study, source)
  const sources = (await filteredSources(edition, study, where)).filter(
    (one) =>
      (source === undefined || one.source === source || one.interview === source) &&
      (unit === undefined || (one.unit ?? '') === unit),
  )
  const index = await codingIndex(edition, study)
  const codes = (await codesUnder(edition, study, code)).map((one) => index.codes.get(one.code)!)
  const isAsked = new Uint8Array(index.codes.size)
  for (const one of codes) isAsked[one] = 1
  const given = sources.map(({ source, interview }) => {
    const own = index.sources.get(source)!
    const excerpts = new Set<number>()
    for (let i = index.from[own]; i < index.from[own + 1]; i++)
      if (isAsked[index.code[i]] && (coder === undefined || index.coders[index.coder[i]] === coder))
        excerpts.add(index.excerpt[i])
    return { interview, excerpts }
  })
  const excerpts = await readExcerpts(
    edition,
    study,
    await excerptsAt(
      edition,
      given.map((one) => [...one.excerpts]),
      { limit, offset },
    ),
    reading,
  )
  return {
    ...{ study, excerpts, n: given.reduce((n, one) => n + one.excerpts.size, 0) },
    interviews: new Set(given.flatMap((one) => (one.excerpts.size ? one.interview : []))).size,
    ...('refused' in reading && { refused: reading.refused }),
  }
}

/** The names of so many excerpts, source by source and each in the order of its text; only those sources are asked for. */
async function excerptsAt(
  edition: Edition,
  bySource: readonly number[][],
  { limit, offset }: { limit: number; offset: number },
): Promise<string[]> {
  let before = 0
  const first = bySource.findIndex(({ length }) => {
    if (before + length > offset) return true
    before += length
    return false
  })
  if (first < 0) return []
  const wanted: { nth: number; number: number }[] = []
  for (let nth = first; nth < bySource.length && wanted.length < offset - before + limit; nth++)
    for (const number of bySource[nth]) wanted.push({ nth, number })
  const found = await edition.query<{ excerpt: string }>(
    `WITH wanted AS MATERIALIZED (
       SELECT unnest(from_json($wanted, '[{"nth":"INTEGER","number":"BIGINT"}]'), recursive := true))
     SELECT e.excerpt FROM wanted JOIN interview_excerpt e ON e.rowid = wanted.number
     ORDER BY nth, e.start, e."end", e.page, e.begin, e.excerpt
     LIMIT ${Number(limit)} OFFSET ${Number(offset - before)}`,
    { wanted: JSON.stringify(wanted) },
  )
  return found.map(({ excerpt }) => excerpt)
}

/** @throws `unknown source: … of …` */
export async function getSource(edition: Edition, study: string, source: string): Promise<SourceFacts> {
  const found = (await listSources(edition, study)).find((one) => one.source === source)
  if (!found) throw new Error(`unknown source: ${source} of ${study}`)
  return found
}

/** These excerpts, in this order. */
export async function readExcerpts(
  edition: Edition,
  study: string,
  excerpts: readonly string[],
  reading: Reading,
): Promise<FoundExcerpt[]> {
  if (excerpts.length === 0) return []
  const sources = new Map((await listSources(edition, study)).map((one) => [one.source, one]))
  const bound = { study, excerpts: JSON.stringify(excerpts) }
  const wanted = `study = $study AND excerpt IN (SELECT unnest(from_json($excerpts, '["VARCHAR"]')))`
  const places = await edition.query<ExcerptAt & { excerpt: string; source: string }>(
    `SELECT excerpt, source, kind, start, "end", page, begin, finish FROM interview_excerpt WHERE ${wanted}`,
    bound,
  )
  const codings = await edition.query<{
    excerpt: string
    code: string
    coder?: string
    created?: string
  }>(
    `SELECT g.excerpt, g.code, g.coder, g.created FROM interview_coding g
       LEFT JOIN interview_code c ON c.study = g.study AND c.code = g.code
     WHERE g.${wanted.replace('excerpt IN', 'g.excerpt IN')} ORDER BY c.position, g.code, g.coder`,
    bound,
  )
  const codesOf = Map.groupBy(codings, ({ excerpt }) => excerpt)
  const passages =
    'refused' in reading ? new Map() : await readPassages(edition, study, excerpts, reading, sources)
  const found = new Map(
    places.map(({ excerpt, source, ...place }): [string, FoundExcerpt] => [
      excerpt,
      {
        ...{ excerpt, source: seenSource(sources.get(source)!, reading) },
        at: withoutNulls<ExcerptAt>(place),
        codes: (codesOf.get(excerpt) ?? []).map(({ excerpt: _, ...given }) => withoutNulls<GivenCode>(given)),
        ...passages.get(excerpt),
      },
    ]),
  )
  return excerpts.flatMap((excerpt) => found.get(excerpt) ?? [])
}
