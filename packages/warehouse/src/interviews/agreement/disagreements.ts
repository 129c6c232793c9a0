import type { Edition } from '../../edition.ts'
import { type PairQuestion, placedCodings } from './placed-codings.ts'

/** Places of a text, in code points. */
export type Span = { start: number; end: number }

/**
 * A stretch of a source where two coders differ about a code: `given`, only one of them gave it, or `extent`, both did but not in
 * the same places. `first` and `second` are the places each gave it to.
 */
export type Disagreement = {
  /** What it is known by: source, code, place and coders. */
  item: string
  source: string
  unit: string | null
  code: string
  start: number
  end: number
  kind: 'given' | 'extent'
  first: Span[]
  second: Span[]
}

/**
 * Where two coders differ, code by code: places of one code that touch each other are one stretch. In the order of the sources,
 * then of the places.
 */
export async function listDisagreements(
  edition: Edition,
  question: Omit<PairQuestion, 'below'>,
): Promise<Disagreement[]> {
  const { study, first, second } = question
  const found = await edition.query<
    Omit<Disagreement, 'first' | 'second'> & { first: string; second: string }
  >(
    `${placedCodings({})}, joined AS (
       SELECT * EXCLUDE (reach), sum(CASE WHEN start >= reach THEN 1 ELSE 0 END) OVER (${window} CURRENT ROW) AS island
       FROM (SELECT *, max("end") OVER (${window} 1 PRECEDING) AS reach FROM placed)
     ), stretches AS (
       SELECT source, code, min(start) AS start, max("end") AS "end", ${spansOf('$first')} AS first,
         ${spansOf('$second')} AS second
       FROM joined GROUP BY source, code, island
     )
     SELECT substr(md5(concat_ws(chr(31), source, code, start, "end", $first, $second)), 1, 16) AS item,
       source, shared.unit, code, start, "end",
       CASE WHEN first IS NULL OR second IS NULL THEN 'given' ELSE 'extent' END AS kind,
       coalesce(first, '[]') AS first, coalesce(second, '[]') AS second
     FROM stretches JOIN shared USING (source)
     JOIN main.interview_source AS held ON held.study = $study AND held.source = stretches.source
     WHERE first IS DISTINCT FROM second ORDER BY held.position, start, "end", code`,
    { study, first, second },
  )
  return found.map((one) => ({
    ...one,
    first: JSON.parse(one.first) as Span[],
    second: JSON.parse(one.second) as Span[],
  }))
}

const window = `PARTITION BY source, code ORDER BY start, "end", coder ROWS BETWEEN UNBOUNDED PRECEDING AND`

/** The places one coder gave the code to in the stretch, in order, as JSON; NULL if none. */
function spansOf(coder: string): string {
  return `to_json(list({'start': start, 'end': "end"} ORDER BY start, "end") FILTER (coder = ${coder}))::VARCHAR`
}
