import { type PassagePart, passageParts } from '@pejling/indicators'
import type { Edition } from '../../edition.ts'
import type { Reading } from '../interview-study.ts'
import { getSource } from '../excerpts.ts'
import { seenSource, type SourceFacts } from '../source-facts.ts'
import type { Disagreement, Span } from './disagreements.ts'

/** A piece of a text as it may be shown: of the stretch or around it, and whether the coder gave the code there. */
export type StretchPiece = { parts: PassagePart[]; given: boolean; within: boolean }

/** One coder's side of a disagreement: the text with what stands around it, and what else they gave there. */
export type StretchSide = { coder: string; pieces?: StretchPiece[]; codes: string[] }

export type SeenStretch = { source: SourceFacts; first: StretchSide; second: StretchSide }

/** So many code points before and after a stretch are shown with it. */
const around = 260

/**
 * Both sides of a disagreement: the same words twice, with what each coder gave the code marked; without masked passages, and
 * without words for one who may not read them.
 *
 * @throws `unknown source: …`
 */
export async function seenStretch(
  edition: Edition,
  study: string,
  {
    source: id,
    code,
    start,
    end,
    ...spans
  }: Pick<Disagreement, 'source' | 'code' | 'start' | 'end' | 'first' | 'second'>,
  coders: { first: string; second: string },
  reading: Reading,
): Promise<SeenStretch> {
  const facts = await getSource(edition, study, id)
  const given = await edition.query<{ coder: string; code: string }>(
    `SELECT DISTINCT coder, code FROM main.interview_coding JOIN main.interview_excerpt USING (study, excerpt)
     WHERE study = $study AND source = $id AND coder IN ($first, $second) AND code <> $code
       AND start < $end AND "end" > $start ORDER BY code`,
    { study, id, code, start, end, first: coders.first, second: coders.second },
  )
  const slice = 'refused' in reading ? undefined : await textAround(edition, study, id, start, end)
  const masks = 'refused' in reading ? [] : (reading.masks.get(facts.textHash ?? '') ?? [])
  const side = (name: 'first' | 'second'): StretchSide => ({
    coder: coders[name],
    codes: given.filter(({ coder }) => coder === coders[name]).map((one) => one.code),
    ...(slice
      ? {
          pieces: cut(slice, spans[name], { start, end }).map(({ text, from, ...piece }) => ({
            parts: passageParts(text, from, masks),
            ...piece,
          })),
        }
      : {}),
  })
  return { source: seenSource(facts, reading), first: side('first'), second: side('second') }
}

type Slice = { text: string; from: number }

/** The words around a stretch, not beginning or ending within one; nothing where the text is not held. */
async function textAround(
  edition: Edition,
  study: string,
  source: string,
  start: number,
  end: number,
): Promise<Slice | undefined> {
  const from = Math.max(0, start - around)
  const [found] = await edition.query<{ slice: string | null }>(
    `SELECT substring(text, $from + 1, $length) AS slice FROM main.interview_source_text
     WHERE study = $study AND source = $source`,
    { study, source, from, length: end + around - from },
  )
  if (!found?.slice) return undefined
  const points = [...found.slice]
  const space = points.findIndex((point) => /\s/u.test(point))
  const cutAt = from > 0 && space >= 0 && from + space < start ? space + 1 : 0
  const last = points.findLastIndex((point) => /\s/u.test(point))
  const isWhole = points.length < end + around - from
  const until = !isWhole && from + last >= end ? last : points.length
  return { text: points.slice(cutAt, until).join(''), from: from + cutAt }
}

/** A slice cut where the stretch, and the places that a coder gave the code to, begin and end. */
function cut(
  { text, from }: Slice,
  spans: Span[],
  stretch: Span,
): (Slice & Pick<StretchPiece, 'given' | 'within'>)[] {
  const points = [...text]
  const edges = new Set([0, points.length])
  for (const span of [...spans, stretch])
    for (const edge of [span.start - from, span.end - from])
      if (edge > 0 && edge < points.length) edges.add(edge)
  const ordered = [...edges].toSorted((one, other) => one - other)
  return ordered.slice(1).map((until, i) => ({
    text: points.slice(ordered[i], until).join(''),
    from: from + ordered[i],
    given: spans.some((span) => meets(span, from + ordered[i], from + until)),
    within: meets(stretch, from + ordered[i], from + until),
  }))
}

function meets(span: Span, from: number, until: number): boolean {
  return span.start < until && span.end > from
}
