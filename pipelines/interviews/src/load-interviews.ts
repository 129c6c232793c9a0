import type { InterviewReceipt, Problem } from '@pejling/indicators'
import { type Limits, withDatabase } from '@pejling/warehouse'
import { check } from './check.ts'
import { load } from './load.ts'
import type { Pseudonyms } from './match/coders.ts'
import type { ArchiveLimits } from './read/limits.ts'
import { readInterviews } from './read/read-interviews.ts'
import { shape, type TextRule } from './shape.ts'

export type InterviewFile = {
  /** The file as received, and the name it is known by in messages. */
  file: string
  path: string
  /** Pseudonyms by the names in the file, from the ledger. */
  coders?: Pseudonyms
  texts: TextRule
  /** An empty folder for the tables. */
  output: string
  archive?: Partial<ArchiveLimits>
  limits?: Limits
}

/** One file of coded interviews → its tables: read → check → shape → load. A problem that stops leaves no output. */
export async function loadInterviews(
  given: InterviewFile,
): Promise<{ rows: number; problems: Problem[]; receipt: InterviewReceipt }> {
  const { file, path, coders, texts, output, archive, limits } = given
  const { project, receipt } = await readInterviews(file, path, { coders, limits: archive })
  const problems = check(receipt, path)
  if (!project) return { rows: 0, problems, receipt }
  const tables = shape(project, texts)
  await withDatabase((connection) => load(connection, tables, output), limits)
  return { rows: project.codings.length, problems, receipt }
}
