import type { Text } from './text.ts'

/**
 * A table as printed, seen as a cube: every printed cell has one category per dimension (`total` for a margin),
 * and a measure. `published/tables.yaml` says what the tables are, `published/cells.csv` holds every cell.
 *
 * - A *count* dimension that `adds` has cells that sum to its `total` cell.
 * - A *percent* has a base: the total over the dimensions named in `percentOf`.
 */
export type PublishedTable = {
  id: string
  title: Text
  /** Page or place in the source, in words: `table 3.1`, `chapter on method`. */
  place: Text
  /** What a count is a count of. */
  unit: string
  /** The table is the printed form of a unit's file: its cells are that file's cells and stand nowhere else. */
  rows?: string
  /**
   * The units counted, as a name shared by tables that count the same ones: what two of them have in common
   * must then be the same number. `slice` says which part of them this table counts: `{level: specific}`.
   */
  population?: string
  slice?: Record<string, string>
  dimensions: Dimension[]
  measures: Measure[]
  /** Statistics printed beside the table. */
  statistics?: PrintedStatistic[]
  note?: Text
}

export type Dimension = {
  /** A variable of the codebook, or a name of the table's own such as `item` or `time`. */
  variable: string
  label: Text
  categories: DimensionCategory[]
  /** Do the categories split the units, so that their counts sum to the total? */
  adds: boolean
}

export type DimensionCategory = {
  id: string
  label: Text
  /** A row that stands for a variable, or for one of its categories, as in a matrix of findings. */
  variable?: string
  category?: string
  /** The categories it is the sum of, if it is a subtotal. */
  sumOf?: string[]
  /** A rest whose place is not known: it may belong to any category of an outer unit. */
  unplaced?: boolean
}

export type Measure =
  /** `partOf` names a count it cannot exceed: finished of started. */
  | { id: string; kind: 'count'; label: Text; partOf?: string }
  /**
   * Percentages over the categories of `over` with the total over them as base. `printedWith` names the measure whose
   * cell holds both: `5 (56 %)`.
   */
  | { id: string; kind: 'percent'; label: Text; of: string; over: string[]; printedWith?: string }
  /** A number with no arithmetic of its own; it may have to lie between two others of the same row. */
  | { id: string; kind: 'value'; label: Text; between?: [string, string] }
  /** numerator / denominator of the same row, each printed rounded. */
  | { id: string; kind: 'quotient'; label: Text; numerator: string; denominator: string }
  /** The sum of other measures of the same row. */
  | { id: string; kind: 'sum'; label: Text; of: string[] }
  /** How many units an analysis of the variables of two dimensions used. */
  | { id: string; kind: 'n'; label: Text; x: string; y: string }
  /**
   * What was found for the variables of two dimensions: a sign, stars for the level, and letters for the categories a
   * category differs from. `letters` gives each letter its category of dimension `x`.
   */
  | { id: string; kind: 'finding'; label: Text; x: string; y: string; letters: Record<string, string> }

/** A statistic printed with a table: `gamma = 0,61, p ≤ 0,001`. */
export type PrintedStatistic = {
  id: string
  /** What it is: `gamma`, `chi2`, `ordered_logit`, or `legend` for the levels the stars stand for. */
  statistic: string
  label?: Text
  /** Its variables; the table's own dimensions if left out. */
  x?: string
  y?: string
  /** The two categories of x it compares. */
  contrast?: [string, string]
  value?: string
  p?: { relation: '≤' | '<' | '=' | '>'; value: string }
  /** A verdict in words where no number is printed: significant, not_significant, higher, lower, positive, negative. */
  says?: string[]
}

/** One printed cell with its place in the file it was typed from. */
export type PublishedCell = {
  table: string
  order: number
  /** Category per dimension, in the table's order of dimensions. */
  at: Record<string, string>
  /** The measure; for what is printed beside the table the statistic: `gamma`, `gamma.p`, `gamma.says`. */
  measure: string
  /** As printed, misprints included; empty if the cell is empty in print. */
  printed: string
  /** The number read from `printed`; missing if it is not one. */
  value?: number
  /** Half a unit of the last printed digit: 0.05 for `62,5`. */
  halfUnit?: number
  file: string
  line: number
}

export type Verdict = 'agrees' | 'agrees_within_rounding' | 'disagrees' | 'cannot_be_recomputed'

/** What the audit says about one printed thing. */
export type AuditFinding = {
  table: string
  /** The cell's address: `bound/other/percent`, `gamma`, `gamma.p`. */
  cell: string
  printed: string
  /** What it should be, as a number or range in words; missing if it cannot be recomputed. */
  recomputed?: string
  verdict: Verdict
  /** The rule that decided: `sum`, `percent`, `quotient`, `gamma`, `p-value` … */
  rule: string
  /** Why, as a code with values, so that any language can say it. */
  reason: { code: string; values?: Record<string, string | number> }
  file: string
  line: number
}
