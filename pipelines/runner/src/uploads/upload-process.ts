import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { arrivingFolder } from '@pejling/archive'
import type { Choices, InterviewReceipt, Receipt } from '@pejling/indicators'
import type { CheckedUpload, identifiersOf, UploadFile } from '@pejling/pipeline-survey'
import type { SentFile } from '@pejling/receive'
import type { Home } from '../home.ts'
import { askLimited, type ProcessLimits } from './limited-process.ts'

/** What the process that reads uploads can be asked. */
export type UploadQuestion =
  | { what: 'receive'; files: SentFile[]; choices: Choices }
  | { what: 'identifiers'; file: Parameters<typeof identifiersOf>[0] }
  | { what: 'check'; file: UploadFile }
  | { what: 'coders'; files: SentFile[] }
  | { what: 'interviews'; file: SentFile }
type Answers = {
  receive: Receipt
  identifiers: Record<string, string[]>
  check: CheckedUpload
  coders: string[]
  interviews: InterviewReceipt
}
export type UploadAnswer<Question extends UploadQuestion> = Answers[Question['what']]

/** How far the reading is: rows, and the share done from 0 to 1. */
export type ReadingProgress = { share?: number; rows?: number }

const limits: Record<UploadQuestion['what'], ProcessLimits> = {
  receive: { memory: 2048, seconds: 600 },
  identifiers: { memory: 2048, seconds: 600 },
  check: { memory: 3072, seconds: 1800 },
  coders: { memory: 2048, seconds: 600 },
  interviews: { memory: 2048, seconds: 600 },
}
/** How much of that DuckDB may use. */
export const databaseLimits = { memory: '1536MB', threads: 2 }

/**
 * Reads what strangers have sent, in a process that has neither the ledger nor a secret, within limits of memory and time.
 *
 * @throws as `askLimited`
 */
export async function askUploadProcess<Question extends UploadQuestion>(
  { path }: Home,
  question: Question,
  progress?: (progress: ReadingProgress) => void,
): Promise<UploadAnswer<Question>> {
  const folder = arrivingFolder(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(import.meta.dirname, 'upload-program.ts')
  return askLimited(file, question, limits[question.what], { folder, progress })
}
