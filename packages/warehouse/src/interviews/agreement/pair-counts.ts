import type { CodingUnit } from '@pejling/indicators'
import type { Edition } from '../../edition.ts'
import { type PairQuestion, placedCodings } from './placed-codings.ts'

/** A source both coded: its unit if it has one, and how many pieces (characters, stretches or places) it has. */
export type SharedSource = { source: string; unit: string | null; pieces: number }

/** In how many pieces of a source a code was given by both, by the first only and by the second only. */
export type CodeCount = { code: string; source: string; both: number; first: number; second: number }

export type SharedCounts = { sources: SharedSource[]; codes: CodeCount[] }

/** Characters both coded the same and not, by source and code; what nobody coded is the rest of the source. */
export async function characterCounts(edition: Edition, question: PairQuestion): Promise<SharedCounts> {
  const { study, first, second } = question
  const pair = { study, first, second }
  const sources = await edition.query<SharedSource>(
    `${placedCodings(question)} SELECT source, unit, length AS pieces FROM shared ORDER BY source`,
    pair,
  )
  const codes = await edition.query<CodeCount>(
    `${placedCodings(question)}, joined AS (${islands('source, code, coder')}),
     runs AS (SELECT source, code, coder, min(start) AS start, max("end") AS "end" FROM joined GROUP BY source, code, coder, island),
     lengths AS (
       SELECT source, code, sum("end" - start) FILTER (coder = $first) AS one,
         sum("end" - start) FILTER (coder = $second) AS other
       FROM runs GROUP BY source, code
     ), together AS (
       SELECT one.source, one.code, sum(least(one."end", other."end") - greatest(one.start, other.start)) AS "both"
       FROM runs AS one JOIN runs AS other ON one.source = other.source AND one.code = other.code
         AND one.coder = $first AND other.coder = $second AND one.start < other."end" AND other.start < one."end"
       GROUP BY one.source, one.code
     )
     SELECT code, source, coalesce("both", 0)::INTEGER AS "both", (coalesce(one, 0) - coalesce("both", 0))::INTEGER AS first,
       (coalesce(other, 0) - coalesce("both", 0))::INTEGER AS second
     FROM lengths LEFT JOIN together USING (source, code) ORDER BY code, source`,
    pair,
  )
  return { sources, codes }
}

/** The same over units of coding: in how many of them both gave the code, or one of them. */
export async function excerptCounts(
  edition: Edition,
  question: PairQuestion & { units: CodingUnit },
): Promise<SharedCounts> {
  const { study, first, second, units } = question
  const pair = { study, first, second }
  const parts = `${placedCodings(question)}, joined AS (${
    units === 'overlap' ? islands('source') : `SELECT *, start || '-' || "end" AS island FROM placed`
  })`
  const sources = await edition.query<SharedSource>(
    `${parts} SELECT source, any_value(unit) AS unit, count(DISTINCT island)::INTEGER AS pieces
     FROM joined JOIN shared USING (source) GROUP BY source ORDER BY source`,
    pair,
  )
  const codes = await edition.query<CodeCount>(
    `${parts}, decided AS (
       SELECT code, source, island, bool_or(coder = $first) AS one, bool_or(coder = $second) AS other
       FROM joined GROUP BY code, source, island
     )
     SELECT code, source, count(*) FILTER (one AND other)::INTEGER AS "both",
       count(*) FILTER (one AND NOT other)::INTEGER AS first, count(*) FILTER (other AND NOT one)::INTEGER AS second
     FROM decided GROUP BY code, source ORDER BY code, source`,
    pair,
  )
  return { sources, codes }
}

/**
 * The codings, numbered by the run of touching places they are in, within each `by`. Both windows need the same whole
 * order, or of two codings of one place the first would be taken for the second.
 */
function islands(by: string): string {
  const window = `PARTITION BY ${by} ORDER BY start, "end", code, coder ROWS BETWEEN UNBOUNDED PRECEDING AND`
  return `SELECT * EXCLUDE (reach), sum(CASE WHEN start >= reach THEN 1 ELSE 0 END) OVER (${window} CURRENT ROW) AS island
    FROM (SELECT *, max("end") OVER (${window} 1 PRECEDING) AS reach FROM placed)`
}
