import { hasTable } from '../../has-table.ts'
import type { Edition } from '../../edition.ts'

/** Two coders, by their pseudonyms, and how much both coded. */
export type CoderPair = { first: string; second: string; sources: number; units: number }

/** Every two coders who gave codes in a same source, those who share most first; none in an edition without interviews. */
export async function listCoderPairs(edition: Edition, study: string): Promise<CoderPair[]> {
  if (!(await hasTable(edition, 'interview_coding'))) return []
  return edition.query<CoderPair>(
    `WITH coded AS (
       SELECT DISTINCT coder, source FROM main.interview_coding JOIN main.interview_excerpt USING (study, excerpt)
       WHERE study = $study AND coder IS NOT NULL
     )
     SELECT one.coder AS first, other.coder AS second, count(*)::INTEGER AS sources,
       count(DISTINCT held.unit)::INTEGER AS units
     FROM coded AS one JOIN coded AS other ON one.source = other.source AND one.coder < other.coder
     JOIN main.interview_source AS held ON held.study = $study AND held.source = one.source
     GROUP BY ALL ORDER BY sources DESC, first, second`,
    { study },
  )
}
