import { type CodeChange, type InterviewReceipt, type Problem, type TextRule } from '@pejling/indicators'
import { interviewTables, type Limits, withDatabase } from '@pejling/warehouse'
import { addCondensations, type CondensationTable } from './add-condensations.ts'
import { changeCodes } from './change-codes.ts'
import { check } from './check.ts'
import { load } from './load.ts'
import { mergeProjects, type ReadProject } from './merge-projects.ts'
import type { Pseudonyms } from './pseudonymised.ts'
import type { ArchiveLimits } from './read/limits.ts'
import { readInterviews } from './read/read-interviews.ts'
import { shape } from './shape.ts'

export type InterviewFiles = {
  /** The files as received, each with the name it is known by in messages, and in tables where that is another. */
  files: { file: string; path: string; name?: string }[]
  /** Pseudonyms by the names in the files, from the ledger. */
  coders?: Pseudonyms
  texts: TextRule
  /** What became of codes since the files were coded, and the file that says it. */
  changes?: { path: string; made: CodeChange[] }
  /** An empty folder for the tables. */
  output: string
  archive?: Partial<ArchiveLimits>
  limits?: Limits
}

/**
 * Files of coded interviews → the tables of one project: read → check → shape → load. A problem that stops, in any of
 * them, leaves no output.
 */
export async function loadInterviews(
  given: InterviewFiles,
): Promise<{ rows: number; problems: Problem[]; receipts: InterviewReceipt[] }> {
  const { files, coders, texts, changes, output, archive, limits } = given
  const found: ReadProject[] = []
  const tables: CondensationTable[] = []
  const problems: Problem[] = []
  const receipts: InterviewReceipt[] = []
  for (const { file, path, name = path } of files) {
    const { project, receipt, condensations } = await readInterviews(file, path, { coders, limits: archive })
    problems.push(...check(receipt, path))
    receipts.push(receipt)
    if (condensations) tables.push({ path, name, rows: condensations })
    else if (project) found.push({ file: name, project })
  }
  if (found.length + tables.length < files.length) return { rows: 0, problems, receipts }
  const {
    merged,
    applied,
    problems: told,
  } = changeCodes(mergeProjects(found), changes?.made ?? [], changes?.path ?? '')
  const condensed = addCondensations(merged, tables, changes?.made ?? [])
  problems.push(...told, ...condensed.problems)
  if (condensed.problems.some(({ severity }) => severity === 'stops')) return { rows: 0, problems, receipts }
  const written = {
    ...shape(condensed.merged, texts),
    code_change: { columns: interviewTables.code_change, rows: applied },
  }
  await withDatabase((connection) => load(connection, written, output), limits)
  return { rows: merged.project.codings.length, problems, receipts }
}
