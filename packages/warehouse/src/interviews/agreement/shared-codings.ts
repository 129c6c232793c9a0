import type { Coding, Excerpt, InterviewSource } from '@pejling/indicators'
import type { Edition } from '../../edition.ts'
import type { PairQuestion } from './placed-codings.ts'

/** What rules speak of, as far as two coders both coded it: the sources they share, with the codings of these two. */
export type SharedCodings = {
  project: { sources: InterviewSource[]; excerpts: Excerpt[]; codings: Coding[] }
  /** The unit of each source that has one. */
  units: Map<string, string>
}

/**
 * The codings of two coders in sources both coded, for rules. Of `codes` only those, and those below them, if any are named: rules
 * speak of few codes of many.
 */
export async function sharedCodings(
  edition: Edition,
  { study, first, second }: Pick<PairQuestion, 'study' | 'first' | 'second'>,
): Promise<SharedCodings> {
  const found = await edition.query<{
    excerpt: string
    code: string
    coder: string
    source: string
    start: number | null
    end: number | null
  }>(
    `WITH given AS (
       SELECT excerpt, code, coder, source, start, "end"
       FROM main.interview_coding JOIN main.interview_excerpt USING (study, excerpt)
       WHERE study = $study AND coder IN ($first, $second)
     )
     SELECT * FROM given SEMI JOIN (SELECT source FROM given GROUP BY source HAVING count(DISTINCT coder) = 2) USING (source)
     ORDER BY source, start, "end", code, coder`,
    { study, first, second },
  )
  const shared = new Set(found.map(({ source }) => source))
  const sources = await edition.query<{
    id: string
    of: string | null
    name: string
    kind: InterviewSource['kind']
    certain: boolean
    unit: string | null
  }>(
    `SELECT source AS id, "of", name, kind, certain, unit FROM main.interview_source WHERE study = $study
     ORDER BY position`,
    { study },
  )
  const held = sources.filter(({ id }) => shared.has(id))
  const places = new Map<string, Excerpt>()
  for (const { excerpt: id, source, start, end } of found)
    if (!places.has(id))
      places.set(id, {
        ...{ id, source },
        place: start === null || end === null ? { kind: 'whole' } : { kind: 'text', start, end },
      })
  return {
    project: {
      sources: held.map(({ id, of, name, kind, certain }) => ({
        ...{ id, name, kind, certain, values: {} },
        ...(of === null ? {} : { of }),
      })),
      excerpts: [...places.values()],
      codings: found.map(({ excerpt, code, coder }) => ({ excerpt, code, coder })),
    },
    units: new Map(held.flatMap(({ id, unit }) => (unit === null ? [] : [[id, unit] as const]))),
  }
}
