import type { CodeChange, InterviewReceipt, Problem, TextRule } from '@pejling/indicators'
import { interviewTables, type Limits, withDatabase } from '@pejling/warehouse'
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
  const problems: Problem[] = []
  const receipts: InterviewReceipt[] = []
  for (const { file, path, name = path } of files) {
    const { project, receipt } = await readInterviews(file, path, { coders, limits: archive })
    problems.push(...check(receipt, path))
    receipts.push(receipt)
    if (project) found.push({ file: name, project })
  }
  if (found.length < files.length) return { rows: 0, problems, receipts }
  const {
    merged,
    applied,
    problems: told,
  } = changeCodes(mergeProjects(found), changes?.made ?? [], changes?.path ?? '')
  const tables = {
    ...shape(merged, texts),
    code_change: { columns: interviewTables.code_change, rows: applied },
  }
  await withDatabase((connection) => load(connection, tables, output), limits)
  return { rows: merged.project.codings.length, problems: [...problems, ...told], receipts }
}
