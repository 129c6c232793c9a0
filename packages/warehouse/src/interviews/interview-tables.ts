const text = 'VARCHAR'
const count = 'INTEGER'

/**
 * The tables of coded interviews, with the DuckDB type of each column, as `pipelines/interviews` writes them. In an edition
 * they are `interview_<name>` with `study` before the other columns; there `source` has the unit it is about, which here
 * is `source_unit`, since rules say it. What somebody said or wrote about it stands in
 * `source_text` and `memo_text` only, so that leaving texts out is leaving these out.
 */
export const interviewTables = {
  /** One row for each file that was read, in the order they were. */
  project: { file: text, position: count, name: text, origin: text, description: text, texts: text },
  coder: { coder: text },
  code: {
    ...{ code: text, position: count, name: text, above: text, codable: 'BOOLEAN', color: text },
    ...{ description: text, file: text },
  },
  /** What became of codes, and how many codings each change moved. */
  code_change: {
    ...{ position: count, kind: text, date: text, from_code: text, to_code: text, codings: count },
    ...{ reason_da: text, reason_en: text },
  },
  source: {
    ...{ source: text, position: count, name: text, kind: text, of: text, text_hash: text, length: count },
    ...{ certain: 'BOOLEAN', creator: text, created: text, file: text },
  },
  source_text: { source: text, text, description: text },
  sync_point: { source: text, position: count, place: count, time: 'BIGINT' },
  excerpt: {
    ...{ excerpt: text, source: text, kind: text, start: count, end: count, page: count },
    ...{
      first_x: count,
      first_y: count,
      second_x: count,
      second_y: count,
      begin: 'BIGINT',
      finish: 'BIGINT',
    },
  },
  coding: { excerpt: text, code: text, coder: text, created: text, file: text },
  classification: { classification: text, type: text, description: text },
  case: { case: count, name: text, description: text },
  case_member: { case: count, kind: text, member: text },
  /** What somebody put together: sources or codes. */
  set: { set: count, name: text, description: text },
  set_member: { set: count, kind: text, member: text },
  classified: { source: text, case: count, classification: text, value: text },
  /** A condensation is a note of its own kind; `row` where it stands in a table. */
  memo: { memo: count, kind: text, author: text, created: text, file: text, row: count },
  memo_text: { memo: count, title: text, text },
  memo_target: {
    ...{ memo: count, kind: text, source: text, excerpt: text, code: text, coder: text, case: count },
  },
  source_unit: { source: text, unit: text },
  /** The unit a case is about; like that of a source it is known where a study has rules. */
  case_unit: { case: count, unit: text },
  unit_value: {
    ...{ unit: text, variable: text, value: text, missing: text, reason_da: text, reason_en: text },
    ...{ rule: text, version: count, interviews: count, mentioned_in: count, round: text },
  },
  unit_value_excerpt: { unit: text, variable: text, excerpt: text, round: text },
  unit_value_coder: { unit: text, variable: text, coder: text, round: text },
  /** What each coder judged before anybody settled, and what settled it; no value: found not to be codable. */
  judgement: { unit: text, variable: text, coder: text, value: text, settles: 'BOOLEAN' },
  /** Where two coders differed about a code in a stretch of a text, and whose coding stands; the values rest on it. */
  settled_coding: {
    ...{ source: text, code: text, start: count, end: count, first: text, second: text, keep: text },
  },
} satisfies Record<string, Record<string, string>>

export type InterviewTableName = keyof typeof interviewTables

/** The tables of an edition: each name, and its columns after `study`. */
export const editionInterviewTables = Object.entries(interviewTables)
  .filter(([name]) => name !== 'source_unit')
  .map(([name, columns]): [InterviewTableName, Record<string, string>] => [
    name as InterviewTableName,
    name === 'source' ? { ...columns, unit: text } : columns,
  ])

/** The name a table of interviews has in an edition: `interview_coding`. */
export function editionTable(name: InterviewTableName): string {
  return `interview_${name}`
}

/** Is a table of an edition one of coded interviews? */
export function isOfInterviews(table: string): boolean {
  return table.startsWith('interview_')
}

/** The tables of an edition that hold what somebody said or wrote about it. */
export const textTables: readonly string[] = (['source_text', 'memo_text'] as const).map(editionTable)

/** Is a table of an edition one of them? */
export function holdsTexts(table: string): boolean {
  return textTables.includes(table)
}
