import type { Coding, Excerpt, InterviewSource } from '@pejling/indicators'
import type { Edition } from '../../edition.ts'

/** Of a study's codings what rules look at, by the unit they are about. */
export type RuledCodings = Map<string, { sources: InterviewSource[]; excerpts: Excerpt[]; codings: Coding[] }>

/**
 * The codings of the named codes and those below them, for rules; and of every coder in every source one coding of whatever
 * code, since rules ask who coded a source.
 */
export async function ruledCodings(
  edition: Edition,
  study: string,
  codes: readonly string[],
): Promise<RuledCodings> {
  const sources = await edition.query<{ id: string; of: string | null; unit: string }>(
    `SELECT source AS id, "of", unit FROM main.interview_source WHERE study = $study AND unit IS NOT NULL
     ORDER BY position`,
    { study },
  )
  const codings = await edition.query<{
    unit: string
    source: string
    excerpt: string
    code: string
    coder: string | null
    start: number | null
    end: number | null
  }>(
    `WITH looked AS (
       SELECT DISTINCT code FROM main.interview_coding, (SELECT unnest(from_json($codes, '["VARCHAR"]')) AS above)
       WHERE study = $study AND (code = above OR starts_with(code, above || '/'))
     )
     SELECT unit, source, excerpt, code, coder, start, "end" FROM (
       SELECT held.unit, source, excerpt, code, coder, start, "end", code IN (FROM looked) AS is_looked,
         row_number() OVER (PARTITION BY source, coder ORDER BY excerpt, code) AS nth
       FROM main.interview_coding JOIN main.interview_excerpt USING (study, excerpt)
       JOIN main.interview_source AS held USING (study, source)
       WHERE study = $study AND held.unit IS NOT NULL
     ) WHERE is_looked OR nth = 1 ORDER BY source, start, "end", code, coder`,
    { study, codes: JSON.stringify(codes) },
  )
  const byUnit = Map.groupBy(codings, ({ unit }) => unit)
  return new Map(
    [...Map.groupBy(sources, ({ unit }) => unit)].map(([unit, held]) => {
      const given = byUnit.get(unit) ?? []
      const places = new Map(
        given.map(({ excerpt: id, source, start, end }): [string, Excerpt] => [
          id,
          {
            id,
            source,
            place: start === null || end === null ? { kind: 'whole' } : { kind: 'text', start, end },
          },
        ]),
      )
      return [
        unit,
        {
          sources: held.map(({ id, of }) => ({
            ...{ id, name: '', kind: 'text' as const, certain: true, values: {} },
            ...(of === null ? {} : { of }),
          })),
          excerpts: [...places.values()],
          codings: given.map(({ excerpt, code, coder }) => ({
            excerpt,
            code,
            ...(coder === null ? {} : { coder }),
          })),
        },
      ]
    }),
  )
}
