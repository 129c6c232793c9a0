import type { Actor } from '../audit-log.ts'
import type { UploadFile, UploadKind, UploadRow, UploadState } from './upload-tables.ts'

/**
 * How a file is read, as people have said it: what they chose over what was guessed, which variable each column holds,
 * what units are called, and what may stay as it is. The ledger keeps it and understands none of it; the shapes are those
 * of `@pejling/indicators`.
 */
export type UploadReading = {
  /** `Choices`: format, sheet, encoding, delimiter, decimal mark … Only what a person chose. */
  choices?: Record<string, unknown>
  /** The variable each column of the file holds, `null` for none, as a person confirmed it. */
  match?: Record<string, string | null>
  /** What units are called in the file: `{institution_id: {A: 'I'}}`. */
  aliases?: Record<string, Record<string, string>>
  accepted?: Deviation[]
}

/** A problem that may stay, what its value means, and why: `AcceptedDeviation` of `@pejling/indicators`. */
export type Deviation = DeviationOf & {
  means?: { category: string } | { missing: string }
  note: string
  by?: string
}
/** What a deviation is known by: rule, variable (or column of the file) and coded value, all of them alike. */
export type DeviationOf = { rule: string; variable?: string; column?: string; value?: string }

/** The facts of a round, the content of a `round.yaml`: a `Round` of `@pejling/indicators` without its id. */
export type RoundFacts = Record<string, unknown>

/** How far the worker is: bytes read, rows, share done from 0 to 1. */
export type UploadProgress = { step: string; share?: number; rows?: number; bytes?: number }

export type NewUpload = {
  kind?: UploadKind
  study: string
  round?: string
  unit: string
  sender?: string
  note?: string
  /** Already stored by their hashes. */
  files: UploadFile[]
  /** What the round is, if that is said with it, and the version of it that was on the screen, 0 for the first. */
  facts?: RoundFacts
  seenFacts?: number
}

/** An upload with its files. */
export type Upload = UploadRow & { files: UploadFile[] }
/** An upload as a list shows it. */
export type UploadSummary = Omit<
  Upload,
  'receipt' | 'reading' | 'problems' | 'preview' | 'effect' | 'problem_counts'
>
export type UploadFilter = { study?: string; round?: string; unit?: string; states?: UploadState[] }

/** Which upload, what was on the screen when it was decided, and who decides. */
export type UploadDecision = { upload: number; seenVersion: number; by: Actor }
