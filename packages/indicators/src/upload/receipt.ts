import type { Problem } from '../problem.ts'
import type { Text } from '../text.ts'

/** What a file can be; `surveyxact` and `redcap` are bundles of delimited files that belong together. */
export type UploadFormat =
  'delimited' | 'xlsx' | 'sav' | 'zsav' | 'dta' | 'parquet' | 'surveyxact' | 'limesurvey' | 'redcap'

/** How the bytes of a text file stand for letters. */
export type UploadEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'macintosh' | 'cp850'

/** Everything about the reading of a file that can be guessed, and overridden. */
export type Choices = {
  format?: UploadFormat
  /** Which of several tables: a sheet's name, or a file's name in a bundle. */
  table?: string
  encoding?: UploadEncoding
  delimiter?: ';' | ',' | '\t' | '|'
  /** The mark that may surround a cell; '' if the file uses none and a quotation mark is a letter like others. */
  quote?: '"' | ''
  /** The row the header begins in, 1 = first, and how many rows it takes. */
  headerRow?: number
  headerRows?: number
  /** How numbers and dates are written, where the file itself shows it. */
  decimal?: ',' | '.'
  thousands?: '.' | ',' | ' ' | ''
  dateOrder?: 'dmy' | 'mdy' | 'ymd'
}

/** One thing that was guessed, or chosen by a person, and what else it could be. */
export type Guess = {
  what: keyof Choices
  value: string | number
  why: Text
  alternatives: (string | number)[]
  /** A person said so. */
  chosen?: true
}

/** A column as it was received. */
export type ReceivedColumn = {
  /** What it is known by from here on: unlike any other whatever the case, without line breaks. */
  name: string
  /** What stands in the file, where that is something else. */
  heading?: string
  /** What the sender's system calls it or asked, where the format says so. */
  label?: string
  /** What its values stand for. */
  labels?: { value: string; label: string }[]
  /** Values the sender declared as missing, as they stand in the cells. */
  missing?: string[]
  /** What the format says of its cells; of delimited text what all that were looked at are. */
  type?: 'number' | 'text' | 'date' | 'datetime' | 'time' | 'boolean'
  range?: { min?: number; max?: number }
  /** The sender marked it as identifying a person. */
  identifier?: true
}

/** A table that was found in what was sent: a sheet, or a file. */
export type ReceivedTable = { name: string; rows?: number; columns: ReceivedColumn[] }

/** What was found in what was sent: how it was read and why, with lines to look at; nothing of it is decided yet. */
export type Receipt = {
  format?: UploadFormat
  /** Every guess and every override together: what a person confirms, and what the file is then read by. */
  choices: Choices
  guesses: Guess[]
  /** Three rows as read, with Danish letters if there are any; long cells and many columns are cut. */
  samples: string[][]
  /** The names of what can be read, if there is more than one: sheets, or files of a zip. */
  sheets?: string[]
  /** The table that is read by these choices; empty if nothing can be read. */
  tables: ReceivedTable[]
  /** What is wrong with the file itself; what `stops` keeps it from being read. */
  problems: Problem[]
  /** The sender's own codebook as columns, which a codebook can be drafted from: see `codebookOfColumns`. */
  dictionary?: ReceivedColumn[]
}
