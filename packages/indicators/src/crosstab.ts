import type { Category } from './codebook.ts'
import type { MissingReason } from './missing.ts'
import type { RoundCaveat } from './round-caveat.ts'
import type { Suppression } from './suppression.ts'

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
  /** What must be said because it is about several rounds. */
  caveats?: RoundCaveat[]
  suppressed?: undefined
}

/** A cross table for somebody who may not see all of it: a hidden number is `null`, and so is every sum it is part of. */
export type SuppressedCrosstab = {
  kind: 'crosstab'
  suppressed: true
  source: 'rows'
  rows: Category[]
  columns: Category[]
  counts: (number | null)[][]
  rowTotals: (number | null)[]
  columnTotals: (number | null)[]
  n: number | null
  missing: SuppressedMissing[]
  why: Suppression
}

/** Pairs of values where one or both variables are numbers. One point per unit; `within` is the key of the unit around it. */
export type Pairs = {
  kind: 'pairs'
  source: 'rows'
  points: { key: string; x: number | string; y: number | string; within?: string }[]
  n: number
  missing: Missing[]
  caveats?: RoundCaveat[]
  suppressed?: undefined
}

/** Pairs for somebody who may not see units one by one: there are none, and why. */
export type SuppressedPairs = {
  kind: 'pairs'
  suppressed: true
  source: 'rows'
  points: []
  n: null
  missing: []
  why: Suppression
}

export type Missing = { variable: string; reason: MissingReason | 'unknown'; n: number }
/** `n` is `null` if it is hidden. */
export type SuppressedMissing = Omit<Missing, 'n'> & { n: number | null }
