import { remembered } from '../remembered.ts'
import { withoutNulls } from '../without-nulls.ts'
import type { Reading } from './interview-study.ts'

/** What is known of a source beside its text. `interview` is the source it is a transcript or page text of, or itself. */
export type SourceFacts = {
  source: string
  position: number
  /** Missing for one who may not be told what sources are called. */
  name?: string
  kind: string
  interview: string
  unit?: string
  textHash?: string
  /** In code points, and in words where the text is held. */
  length?: number
  words?: number
  /** May what stands at a place be trusted? */
  certain: boolean
  /** The file of the study it was met in: `interviews/project.qdpx`. */
  file?: string
  /** By classification: what was fixed about it, or about a case it belongs to. */
  values: Record<string, string>
}

/** Every source of a study, in the order of its project. */
export const listSources = remembered(async (edition, study): Promise<SourceFacts[]> => {
  const values = await edition.query<{ source: string; classification: string; value: string }>(
    `SELECT source, classification, value FROM interview_classified WHERE study = $study AND source IS NOT NULL
     UNION ALL
     SELECT m.member, c.classification, c.value FROM interview_classified c
       JOIN interview_case_member m ON m.study = c.study AND m."case" = c."case" AND m.kind = 'source'
     WHERE c.study = $study AND c.source IS NULL`,
    { study },
  )
  const own = Map.groupBy(values, ({ source }) => source)
  const valuesOf = (source: string) =>
    (own.get(source) ?? []).map(({ classification, value }) => [classification, value] as const)
  const found = await edition.query<Omit<SourceFacts, 'interview' | 'values'> & { of: string | null }>(
    `SELECT s.source, s.position, s.name, s.kind, s."of", s.unit, s.text_hash AS "textHash", s.length, s.certain, s.file,
       len(list_filter(string_split(replace(t.text, chr(10), ' '), ' '), lambda word: word <> '')) AS words
     FROM interview_source s LEFT JOIN interview_source_text t ON t.study = s.study AND t.source = s.source
     WHERE s.study = $study QUALIFY row_number() OVER (PARTITION BY s.source ORDER BY s.position) = 1
     ORDER BY s.position, s.source`,
    { study },
  )
  return found.map(({ of, ...row }) => {
    const around = of === null ? [] : valuesOf(of)
    return {
      ...withoutNulls(row),
      interview: of ?? row.source,
      values: Object.fromEntries([...around, ...valuesOf(row.source)]),
    }
  })
})

/** A source as it may be shown: what it is called may name somebody. */
export function seenSource({ name, ...source }: SourceFacts, reading: Reading): SourceFacts {
  return 'refused' in reading && !reading.names ? source : { ...source, name }
}
