import { type PassagePart, passageParts } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import type { Reading } from './interview-study.ts'
import type { SourceFacts } from './source-facts.ts'

/** What may be read of an excerpt of a text. */
export type Passage = {
  words: PassagePart[]
  before: PassagePart[]
  after: PassagePart[]
  /** Does the text go on before what is shown, and after it? */
  cut: { before: boolean; after: boolean }
  line: number
}

/** So many code points before and after an excerpt are shown with it. */
const around = 240

/** The words of excerpts of texts with what stands around them, without what is masked. */
export async function readPassages(
  edition: Edition,
  study: string,
  excerpts: readonly string[],
  { masks }: Exclude<Reading, { refused: unknown }>,
  sources: ReadonlyMap<string, SourceFacts>,
): Promise<Map<string, Passage>> {
  const found = await edition.query<{
    excerpt: string
    source: string
    start: number
    end: number
    before: string
    words: string
    after: string
    line: number
  }>(
    `WITH wanted AS (
       SELECT e.excerpt, e.source, e.start, e."end", t.text
       FROM interview_excerpt e JOIN interview_source_text t ON t.study = e.study AND t.source = e.source
       WHERE e.study = $study AND e.kind = 'text' AND t.text IS NOT NULL
         AND e.excerpt IN (SELECT unnest(from_json($excerpts, '["VARCHAR"]'))))
     SELECT excerpt, source, start, "end",
       substring(text, greatest(0, start - ${around}) + 1, least(start, ${around})) AS before,
       substring(text, start + 1, "end" - start) AS words,
       substring(text, "end" + 1, ${around}) AS after,
       1 + length(substring(text, 1, start)) - length(replace(substring(text, 1, start), chr(10), '')) AS line
     FROM wanted`,
    { study, excerpts: JSON.stringify(excerpts) },
  )
  return new Map(
    found.map(({ excerpt, source, start, end, before, words, after, line }) => {
      const own = masks.get(sources.get(source)?.textHash ?? '') ?? []
      const cut =
        before.length < around ? 0 : [...before.slice(0, Math.max(0, before.search(/\s/u) + 1))].length
      const shown = [...before].slice(cut).join('')
      const tail = [...after].length < around ? after : after.replace(/\s\S*$/u, '')
      return [
        excerpt,
        {
          words: passageParts(words, start, own),
          before: passageParts(shown, start - [...shown].length, own),
          after: passageParts(tail, end, own),
          cut: { before: start > [...shown].length, after: [...after].length >= around },
          line,
        },
      ]
    }),
  )
}
