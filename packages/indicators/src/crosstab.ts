import type { Category } from './codebook.ts'
import type { MissingReason } from './missing.ts'

/** Counts of y within x, with everything needed to say what they are counts of. */
export type Crosstab = {
  kind: 'crosstab'
  source: 'rows' | 'published'
  /** Categories of x (rows) and y (columns), in codebook order. */
  rows: Category[]
  columns: Category[]
  /** `counts[row][column]`. */
  counts: number[][]
  /** Sum of the counts: the base of every percentage of the whole table. */
  n: number
  /** How many units were left out and why; `unknown` where a published table does not say. */
  missing: Missing[]
  /** Published tables: where it was printed. */
  table?: string
}

/** Pairs of values where one or both variables are numbers. One point per unit. */
export type Pairs = {
  kind: 'pairs'
  source: 'rows'
  points: { key: string; x: number | string; y: number | string; group?: string }[]
  n: number
  missing: Missing[]
}

export type Missing = { variable: string; reason: MissingReason | 'unknown'; n: number }
