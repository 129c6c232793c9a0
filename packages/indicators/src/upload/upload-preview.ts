import type { MissingReason } from '../missing.ts'
import type { Text } from '../text.ts'

/** A cell as it will stand in the table; a text that may hold a person is shown by its length only. */
export type PreviewCell = string | number | { missing: MissingReason } | { length: number } | null

/** How one variable's values fall: shares need `n`, the number of cells with a value. */
export type Spread = {
  n: number
  missing: Partial<Record<MissingReason, number>>
  /** Of a variable with categories: how many cells in each, those the round's version offers and all that occur. */
  categories?: Record<string, number>
  /** Of a number: the five-number summary and the mean. */
  numbers?: { min: number; q1: number; median: number; q3: number; max: number; mean: number }
  /** Of a number: how many cells between each two of `edges`, the same edges as the round before; the last takes its end too. */
  histogram?: { edges: number[]; counts: number[] }
  /** Of a text or key: how many different ones. */
  distinct?: number
}

/** The distribution of a variable beside that of the last round that asked it. */
export type Distribution = {
  variable: string
  now: Spread
  before?: Spread & { round: string }
  /** The last round asked so that its answers cannot be held against these: then it has no `before`. */
  notComparable?: { round: string; reason?: Text }
}

/** What differs from the file it replaces, cell by cell, rows paired by the unit's key. */
export type FileDifference = {
  added: number
  removed: number
  changed: number
  /** How many cells of each variable differ; those without any are left out. */
  cells: Record<string, number>
  /** The first of them in the order of the lines. */
  examples: { line: number; variable: string; before: PreviewCell; after: PreviewCell }[]
}

/** What an upload will be as a table, before it is one. */
export type UploadPreview = {
  rows: number
  /** The first rows, typed: `cells` in the order of `variables`. */
  variables: string[]
  first: { line: number; cells: PreviewCell[] }[]
  distributions: Distribution[]
  difference?: FileDifference
}
