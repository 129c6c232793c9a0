/** A query to begin with, over tables of a study that comes with the house; what it is for is in the catalogue. */
export type SqlExample = { id: 'missing' | 'joined' | 'both'; study: string; sql: string }

/** The same stand in docs/guides/sql.md with their answers; a test asks them. */
export const sqlExamples: readonly SqlExample[] = [
  {
    ...{ id: 'missing', study: 'kora-2017-synthetic' },
    sql: `SELECT analysis_tools, analysis_tools__missing AS why, count(*) AS n
FROM "kora-2017-synthetic".institution
GROUP BY ALL
ORDER BY ALL`,
  },
  {
    ...{ id: 'joined', study: 'kora-2017-synthetic' },
    sql: `SELECT m.funding_model, count(i.extra_grant) AS n, round(median(i.extra_grant)) AS grant
FROM "kora-2017-synthetic".institution AS i
JOIN "kora-2017-synthetic".municipality AS m USING (municipality)
GROUP BY ALL
ORDER BY ALL`,
  },
  {
    ...{ id: 'both', study: 'kora-2017-synthetic' },
    sql: `SELECT m.funding_model,
  count(*) FILTER (WHERE i.screening = 'other' AND i.small_groups = 'often') AS both,
  count(*) AS n
FROM "kora-2017-synthetic".institution AS i
JOIN "kora-2017-synthetic".municipality AS m USING (municipality)
WHERE i.screening IS NOT NULL AND i.small_groups IS NOT NULL
GROUP BY ALL
ORDER BY ALL`,
  },
]
