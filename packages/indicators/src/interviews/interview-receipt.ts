import type { Problem } from '../problem.ts'
import type { SourceKind } from './interview-project.ts'

export type InterviewFormat = 'qdpx' | 'qdc' | 'codings' | 'condensations'

/** Everything in which a file was not as the standard says, and what was done about it; counts, never names. */
export type InterviewDeviation = {
  rule: DeviationRule
  /** How many times. */
  count: number
  /** What was found and done, in English. */
  message: string
}

/** One thing the file does not say, what was taken to be meant, and what it could also be. */
export type InterviewGuess = {
  what: string
  value: string
  why: string
  alternatives: string[]
  count: number
}

/** How the places of one source were read: the way of counting that fits best, and how well it fits (0 to 1). */
export type SourceReading = {
  source: string
  kind: SourceKind
  excerpts: number
  rule: PositionRule
  score: number
  certain: boolean
}

/** What a place counts: the mark at the file's beginning or not, which line breaks, which units, where it ends. */
export type PositionRule = {
  byteOrderMark: boolean
  newline: 'stored' | 'lf' | 'crlf'
  unit: 'code-point' | 'utf-16'
  end: 'exclusive' | 'inclusive'
}

/** How a file of coded interviews was read: each deviation, each element left out, each guess. */
export type InterviewReceipt = {
  format?: InterviewFormat
  /** The program that wrote the file, as it calls itself. */
  origin?: string
  deviations: InterviewDeviation[]
  /** Elements and attributes that nothing here holds, by name. */
  dropped: { name: string; count: number }[]
  guesses: InterviewGuess[]
  sources: SourceReading[]
  counts: {
    codes: number
    coders: number
    sources: number
    excerpts: number
    codings: number
    cases: number
    sets: number
    memos: number
  }
  /** What `stops` means that nothing was read. */
  problems: Problem[]
}

export const deviationRules = [
  'archive-entry-unused',
  'author-unknown',
  'bare-path',
  'byte-order-mark',
  'case-as-code',
  'code-without-name',
  'codable-unsaid',
  'color',
  'comment',
  'conflicting-values',
  'dangling-reference',
  'duplicate-coding',
  'element-order',
  'encoding',
  'folder-name',
  'guid-form',
  'guid-twice',
  'inner-file-name',
  'nameless-case',
  'no-archive',
  'namespace',
  'packed-anew',
  'place-missing',
  'place-outside',
  'places-uncertain',
  'selection-elsewhere',
  'sibling-names',
  'source-missing',
  'source-names',
  'source-type',
  'text-twice',
  'unknown-attribute',
  'unknown-element',
  'value-type',
  'values-on-source',
] as const

export type DeviationRule = (typeof deviationRules)[number]
