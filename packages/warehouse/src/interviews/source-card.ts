import {
  type PassagePart,
  passageParts,
  type Suppression,
  type TextRange,
  type TextRefusal,
  type Viewer,
} from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { withoutNulls } from '../without-nulls.ts'
import { type ExcerptAt, getSource, type GivenCode } from './excerpts.ts'
import { openInterviews, type Reading } from './interview-study.ts'
import { seenSource, type SourceFacts } from './source-facts.ts'

/** Everything given to one place of a source. */
export type MarkedPlace = { excerpt: string; at: ExcerptAt; codes: GivenCode[] }

/** A piece of a line between two ends of excerpts, with the excerpts it lies in. */
export type MarkedPiece = TextRange & { parts: PassagePart[]; excerpts: string[] }

/** A line of the text, from 1; empty ones have no pieces. */
export type MarkedLine = TextRange & { line: number; pieces: MarkedPiece[] }

export type SourceCard = {
  study: string
  source?: SourceFacts
  /** In the order of the text. */
  places: MarkedPlace[]
  /** Missing if the words may not be read, or there are none. */
  lines?: MarkedLine[]
  /** How many passages of it are masked. */
  masked: number
  /** The texts and pages of a recording or a document. */
  parts: SourceFacts[]
  refused?: TextRefusal
  withheld?: Suppression
}

/**
 * A source with everything that was coded in it, and its text cut where excerpts begin and end, without its masked
 * passages.
 *
 * @throws `unknown study|interviews|source: …`
 */
export async function sourceCard(
  edition: Edition,
  { study, source: id }: { study: string; source: string },
  reading: Reading,
  viewer?: Viewer,
): Promise<SourceCard> {
  const { withheld } = await openInterviews(edition, study, viewer)
  if (withheld) return { study, places: [], masked: 0, parts: [], withheld }
  const source = seenSource(await getSource(edition, study, id), reading)
  const bound = { study, source: id }
  const found = await edition.query<ExcerptAt & { excerpt: string; given: string }>(
    `SELECT e.excerpt, e.kind, e.start, e."end", e.page, e.begin, e.finish,
       to_json(list({code: g.code, coder: g.coder} ORDER BY c.position, g.coder))::VARCHAR AS given
     FROM interview_excerpt e JOIN interview_coding g ON g.study = e.study AND g.excerpt = e.excerpt
       LEFT JOIN interview_code c ON c.study = g.study AND c.code = g.code
     WHERE e.study = $study AND e.source = $source
     GROUP BY ALL ORDER BY e.start, e."end" DESC, e.page, e.begin, e.excerpt`,
    bound,
  )
  const places = found.map(({ excerpt, given, ...at }): MarkedPlace => ({
    excerpt,
    at: withoutNulls<ExcerptAt>(at),
    codes: (JSON.parse(given) as GivenCode[]).map((one) => withoutNulls<GivenCode>(one)),
  }))
  const parts = await edition.query<{ source: string }>(
    'SELECT source FROM interview_source WHERE study = $study AND "of" = $source ORDER BY position',
    bound,
  )
  const card = {
    ...{ study, source, places },
    parts: await Promise.all(
      parts.map(async (part) => seenSource(await getSource(edition, study, part.source), reading)),
    ),
  }
  if ('refused' in reading) return { ...card, masked: 0, refused: reading.refused }
  const text = await sourceText(edition, study, id)
  const masks = reading.masks.get(source.textHash ?? '') ?? []
  return {
    ...card,
    masked: masks.length,
    ...(text !== undefined && { lines: markedLines(text, places, masks) }),
  }
}

function markedLines(
  text: string,
  places: MarkedPlace[],
  masks: Parameters<typeof passageParts>[2],
): MarkedLine[] {
  const spans = places.flatMap(({ excerpt, at: { kind, start = 0, end = 0 } }) =>
    kind === 'text' ? [{ excerpt, start, end }] : [],
  )
  const lines: MarkedLine[] = []
  let from = 0
  for (const [i, words] of text.split('\n').entries()) {
    const points = [...words]
    const to = from + points.length
    const crossing = spans.filter(({ start, end }) => start < to && end > from)
    const cuts = [from, to, ...crossing.flatMap(({ start, end }) => [start, end])]
    const ends = [...new Set(cuts.filter((cut) => cut >= from && cut <= to))].toSorted((a, b) => a - b)
    lines.push({
      ...{ line: i + 1, start: from, end: to },
      pieces: ends.slice(0, -1).map((start, at) => ({
        ...{ start, end: ends[at + 1] },
        parts: passageParts(points.slice(start - from, ends[at + 1] - from).join(''), start, masks),
        excerpts: crossing.flatMap((one) =>
          one.start <= start && one.end >= ends[at + 1] ? one.excerpt : [],
        ),
      })),
    })
    from = to + 1
  }
  return lines
}

/** A source's text as it is held, with what is masked: for who masks it, and shown to nobody else. */
export async function sourceText(
  edition: Edition,
  study: string,
  source: string,
): Promise<string | undefined> {
  const [held] = await edition.query<{ text: string | null }>(
    'SELECT text FROM interview_source_text WHERE study = $study AND source = $source',
    { study, source },
  )
  return held?.text ?? undefined
}
