/** Which codings of a study are set against each other: those of two coders, each code by itself or with those below it. */
export type PairQuestion = { study: string; first: string; second: string; below?: boolean }

/**
 * The beginning of a query: `placed(source, code, coder, start, "end")`, the codings of the pair that are places of a text
 * (all of it where the whole was coded), in sources both coded whose places can be trusted; and `shared(source, length,
 * unit)`, those sources. A source counts as coded by somebody who gave any code in it. Takes $study, $first, $second.
 */
export function placedCodings({ below }: Pick<PairQuestion, 'below'>): string {
  return `WITH text AS (
    SELECT source, length, unit FROM main.interview_source
    WHERE study = $study AND certain AND length > 0
  ), given AS (
    SELECT source, code, coder,
      CASE kind WHEN 'whole' THEN 0 ELSE least(start, length) END AS start,
      CASE kind WHEN 'whole' THEN length ELSE least("end", length) END AS "end"
    FROM main.interview_coding JOIN main.interview_excerpt USING (study, excerpt) JOIN text USING (source)
    WHERE study = $study AND coder IN ($first, $second) AND kind IN ('text', 'whole')
  ), shared AS (
    SELECT source, any_value(length) AS length, any_value(unit) AS unit FROM given JOIN text USING (source)
    WHERE start < "end" GROUP BY source HAVING count(DISTINCT coder) = 2
  ), placed AS (
    SELECT DISTINCT source, code, coder, start, "end" FROM (${below ? withThoseAbove : 'FROM given'})
    SEMI JOIN shared USING (source) WHERE start < "end"
  )`
}

/** A code and each one above it that the project has. */
const withThoseAbove = `SELECT source, above AS code, coder, start, "end" FROM given JOIN (
      SELECT used.code, tree.code AS above FROM (SELECT DISTINCT code FROM given) AS used
      JOIN main.interview_code AS tree
        ON tree.study = $study AND (tree.code = used.code OR starts_with(used.code, tree.code || '/'))
    ) USING (code)`
