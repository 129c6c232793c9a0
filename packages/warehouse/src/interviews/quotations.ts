import { type PassagePart, type TextRange } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { type FoundExcerpt, readExcerpts } from './excerpts.ts'
import { type Reading } from './interview-study.ts'
import { listSources } from './source-facts.ts'

/** A passage that may be published, with the excerpt it is in this edition. */
export type Quotation = TextRange & { textHash: string; words: PassagePart[]; excerpt: FoundExcerpt }

/**
 * The words of places that were cleared, in the order of the sources, without what is masked. A place of a text that is not
 * in the edition, or that is no excerpt of it, is left out. Whoever may read the study's figures may read them, whatever
 * else is withheld; so `masks` are all there is to say about reading.
 */
export async function readQuotations(
  edition: Edition,
  study: string,
  places: readonly (TextRange & { textHash: string })[],
  { masks }: Exclude<Reading, { refused: unknown }>,
): Promise<Quotation[]> {
  const sources = await listSources(edition, study)
  const wanted = places.flatMap(({ textHash, start, end }) =>
    sources.flatMap(({ source, textHash: own }) => (own === textHash ? { source, start, end } : [])),
  )
  const found = await edition.query<{ excerpt: string }>(
    `WITH wanted AS (SELECT unnest(from_json($wanted, '[{"source":"VARCHAR","start":"INTEGER","end":"INTEGER"}]'), recursive := true))
     SELECT min(e.excerpt) AS excerpt FROM interview_excerpt e JOIN wanted w ON w.source = e.source AND w.start = e.start AND w."end" = e."end"
       JOIN interview_source s ON s.study = e.study AND s.source = e.source
     WHERE e.study = $study GROUP BY s.text_hash, e.start, e."end" ORDER BY min(s.position), e.start`,
    { study, wanted: JSON.stringify(wanted) },
  )
  const excerpts = await readExcerpts(
    edition,
    study,
    found.map(({ excerpt }) => excerpt),
    { masks },
  )
  return excerpts.flatMap((excerpt) => {
    const { words, at, source } = excerpt
    if (!words || at.start === undefined || at.end === undefined || !source.textHash) return []
    return [{ textHash: source.textHash, start: at.start, end: at.end, words, excerpt }]
  })
}
