import type { Choices, Guess, Problem, ReceivedColumn, UploadFormat } from '@pejling/indicators'
import type { Delimited } from '@pejling/warehouse'
import type { Unreadable } from './unreadable.ts'

/** A file as it was sent: its name, and where its bytes are. */
export type SentFile = { name: string; path: string }

/** Some rows at a time, as texts; `line` is the row in the sender's file, 1 = first. */
export type RowBatches = AsyncIterable<{ line: number; cells: string[] }[]>

/** What can be lent as a table in SQL: from where it is stored, or from a copy in the folder it is given. */
export type Staged = {
  delimited: Delimited
  /** How many there are, where they were counted on the way. */
  rows?: number
  /** Problems that only show when all rows are read. */
  problems?: Problem[]
  /** What is wrong with the rows, where DuckDB says it cannot read them. */
  unreadable?: (cause: unknown) => Promise<Unreadable>
}

/** A file whose beginning was read: what it is, how it will be read and why. */
export type Opened = {
  format: UploadFormat
  choices: Choices
  guesses: Guess[]
  sheets?: string[]
  /** The file problems are of, and the table that is read: the file, or a sheet of it. */
  file: string
  name: string
  columns: ReceivedColumn[]
  /** The first rows below the header. */
  head: string[][]
  dictionary?: ReceivedColumn[]
  problems: Problem[]
  /** Its rows one after the other with their letters as written, for who needs no table in SQL. */
  rows?: () => RowBatches
  /** Reads all of it, its columns called otherwise if so given; `folder` is for copies and goes away afterwards. */
  stage: (folder: string, columns?: ReceivedColumn[]) => Promise<Staged>
}
