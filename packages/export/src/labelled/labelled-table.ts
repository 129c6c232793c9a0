/** Why a value is not there: its code in SPSS, its letter in Stata (`.a`), its name. */
export type LabelledReason = { code: number; letter: string; label: string }

/** A column as statistics programs know it. */
export type LabelledColumn = {
  name: string
  label: string
  /** Days are numbers of days since 1970. */
  kind: 'number' | 'day' | 'text'
  level: 'nominal' | 'ordinal' | 'scale'
  /** Decimals shown of a number. */
  decimals: number
  /** The most bytes any of its texts takes in UTF-8. */
  bytes: number
  /** What its whole numbers stand for. */
  values: { value: number; label: string }[]
  reasons: LabelledReason[]
}

/** A value; a reason of its column by its place there; nothing. */
export type LabelledCell = number | string | { reason: number } | null

/** A table with all it takes to be understood without a codebook. `rows` come some at a time, and `n` in all. */
export type LabelledTable = {
  title: string
  /** Lines about all of it: what it is, where it comes from. */
  notes: string[]
  columns: LabelledColumn[]
  n: number
  rows: AsyncIterable<LabelledCell[][]>
  /** The column that says how many cases a row stands for. */
  weight?: string
}
