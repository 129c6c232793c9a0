import type { AuditFinding, MissingReason, Source, Suppression, Text } from '@pejling/indicators'
import type { Answer } from '../answer.ts'
import type { SuppressedAnswer } from '../disclosure/suppressed-answer.ts'

/**
 * Why something differs: a file of data, what a variable or unit is said to be, a rule (derived variable, check, what
 * holds in print), or our code. Several may have part in it; then all are named, for none of them can be ruled out.
 * `cannot-tell`: it differs, and nothing that is known to have gone in does.
 */
export type Cause =
  /** `before` and `after` are hashes; one is missing if the file came or went. */
  | { kind: 'data'; file: string; before?: string; after?: string }
  /** `changes` are places in the definitions: `groups.categories.often`. */
  | { kind: 'codebook' | 'rule'; file: string; changes: string[]; before?: string; after?: string }
  | { kind: 'code'; step: string; before: string; after: string }
  | { kind: 'cannot-tell'; why: 'no-provenance' | 'unknown-input' | 'nothing-differs'; what: string }

/** What was there before only, after only, or both times. */
export type Presence = 'both' | 'added' | 'removed'

/** A number before and after; `null` where there is none, or where it may not be seen. */
export type Moved = { before: number | null; after: number | null; change: number | null }

/** What two editions say of one another. `before` is the first of the two, `after` the second. */
export type Comparison = {
  before: string
  after: string
  /** Every table of every study compared has the same content. */
  same: boolean
  studies: StudyComparison[]
}

export type StudyComparison = {
  study: string
  presence: Presence
  same: boolean
  /** All that went into the study's tables and differs, whether or not a number moved by it. */
  causes: Cause[]
  definitions: DefinitionChange[]
  tables: TableComparison[]
  /** Variables that came, went, or of which a cell or a number moved; the others are not named. */
  variables: VariableComparison[]
  /** Indicators that came, went, are defined otherwise, or of which a number moved. */
  indicators: IndicatorComparison[]
  /** Pairs that came or went, or of which a count moved; each pair of variables once. */
  relations: RelationComparison[]
  findings: FindingChange[]
}

/** A difference in `study.yaml`, a variable of the codebook, an indicator, or what a printed table is said to be. */
export type DefinitionChange = {
  of: 'study' | 'variable' | 'published-table' | 'indicator'
  /** The variable's, table's or indicator's id, the study's for `study`. */
  id: string
  /** Place inside it, `categories.often.label.en`; empty if all of it came or went. */
  path: string
  change: 'added' | 'removed' | 'changed'
  before?: unknown
  after?: unknown
}

export type TableComparison = {
  unit: string
  presence: Presence
  /** Content hashes (see `listTableContents`); missing where the table is not. */
  hash: { before?: string; after?: string }
  same: boolean
  /** Rows paired by the unit's key and its round; `null` if the counts may not be seen. */
  rows: { before: number; after: number; added: number; removed: number; changed: number } | null
  /** Why rows could not be paired: then `added` and `removed` count whole rows and nothing is `changed`. */
  unpaired?: 'key-not-unique' | 'key-changed'
  columns: { added: string[]; removed: string[] }
  /**
   * Columns with cells that differ in rows of both editions, with how many; `null` if that may not be seen or rows could
   * not be paired. The keys of outer units are columns here.
   */
  changedCells: Record<string, number> | null
  /** The first rows that differ, in the order of their keys. */
  examples: RowChange[]
  /** The rows may not be seen by the one who asks: there are none in `examples`. */
  withheld?: Suppression
  causes: Cause[]
}

export type CellValue = { value: string | number | null; missing?: MissingReason }
export type RowChange = {
  change: 'added' | 'removed' | 'changed'
  /** The unit's key, and its round if it has one. */
  key: Record<string, string>
  /** Lines in the unit's file. */
  line: { before?: number; after?: number }
  cells: { variable: string; before: CellValue; after: CellValue }[]
}

/** `measure` is one of a summary's: `n`, `count` of a category, `missing` for a reason, or a quantile or mean. */
export type MovedNumber = Moved & {
  measure: 'n' | 'count' | 'missing' | 'min' | 'lower' | 'median' | 'upper' | 'max' | 'mean'
  /** The category counted, or the missing reason. */
  of?: string
}

export type VariableComparison = {
  variable: string
  unit: string
  presence: Presence
  derived: boolean
  /** As in its unit's table. */
  changedCells: number | null
  numbers: MovedNumber[]
  /** Numbers may have moved, but are not shown side by side to the one who asks: there are none in `numbers`. */
  withheld?: Suppression
  causes: Cause[]
}

export type IndicatorComparison = {
  indicator: string
  label: Text
  unit: string
  presence: Presence
  /** The definition in force: its version, and the variable that holds its values. */
  before?: { version: number; variable: string }
  after?: { version: number; variable: string }
  /** What is said otherwise: of the indicator itself, and of the variables it is made from in codebook and rules. */
  changes: DefinitionChange[]
  numbers: MovedNumber[]
  /** As in `VariableComparison`. */
  withheld?: Suppression
  causes: Cause[]
}

export type RelationComparison = {
  x: string
  y: string
  source: Source
  presence: Presence
  n: Moved
  /** Cells of the cross table that moved, by category; none for pairs of values. */
  cells: (Moved & { x: string; y: string })[]
  /** Counts moved, but are not shown side by side to the one who asks: there are none in `n` and `cells`. */
  withheld?: Suppression
  /**
   * The answers as each edition gives them to this viewer, for the statistics; missing where there is none, and for more
   * than 20,000 pairs of values.
   */
  before?: Answer | SuppressedAnswer
  after?: Answer | SuppressedAnswer
  causes: Cause[]
}

type Found = Pick<AuditFinding, 'printed' | 'recomputed' | 'verdict' | 'rule'>
export type FindingChange = {
  table: string
  cell: string
  change: 'added' | 'removed' | 'verdict' | 'number'
  before?: Found
  after?: Found
  causes: Cause[]
}
