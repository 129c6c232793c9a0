import type {
  AuditFinding,
  Category,
  PrintedFinding,
  Source,
  Suppression,
  Text,
  Variable,
} from '@pejling/indicators'

/** A row of a matrix of findings: an explanatory variable, or one category of it held against its others. */
export type MatrixRow = { id: string; label: Text; variable: Variable; category?: Category }
/** A column: what is to be explained. */
export type MatrixColumn = { id: string; label: Text; variable: Variable }

/** One cell: what was printed there, and what can be computed of it today. */
export type Finding = {
  row: string
  column: string
  /** One of the analyses that were looked at; the row of a single category is part of its variable's analysis. */
  analysis: boolean
  printed?: PrintedCell
  /** One of the two once it was its turn. */
  computed?: ComputedFinding
  because?: NotComputed
}

/** A cell as printed, with what the audit says of it. */
export type PrintedCell = Pick<
  AuditFinding,
  'table' | 'cell' | 'printed' | 'verdict' | 'rule' | 'file' | 'line'
> & {
  /** The sign, letters and stars; missing if it cannot be read. */
  read?: PrintedFinding
  /** How many units the study says the analysis used. */
  n?: number
  /** Why; missing where it may not be seen. */
  reason?: AuditFinding['reason']
}

/** Numbers of an analysis as they can be computed today; `x` and `y` ask for the same as a relation. */
export type ComputedFinding = {
  x: string
  y: string
  /** The round they are of, in a study with rounds. */
  round?: string
  source: Source
  /** The printed cross table, if they are of one. */
  table?: string
  n: number
  /** Gamma if both are ordered (two categories always are), else Cramér's V. */
  measure: 'gamma' | 'cramersV'
  estimate: number
  /** 95 %, as if the units had been drawn one by one. */
  interval?: { lower: number; upper: number }
  /** Of an ordered pair; 0 if neither way. */
  sign?: 1 | 0 | -1
  /** `none` below 0.1, `weak` below 0.3 (the rule of thumb the studies use), else `clear`. */
  strength: 'none' | 'weak' | 'clear'
  /** As if units had been handed their values one by one: by ASE0 or Kendall's S for gamma, else by χ². */
  naive?: { p: number; method: 'ase0' | 'kendall' | 'chi2' }
  /** p of Pearson's χ², of a cross table. */
  chi2?: number
  /** Missing if both variables are of the units counted and were not assigned to larger ones. */
  design?: DesignP
  /** A category's row against each other one: the sign of its gamma, and p by ASE0. */
  contrasts?: { category: string; letter?: string; sign: 1 | 0 | -1; p?: number }[]
  /** Corrected for all analyses that were looked at. */
  adjusted?: { naive?: AdjustedPair; design?: AdjustedPair }
}

/** Holm's bounds the chance of any false finding, Benjamini and Hochberg's the share of false ones among the findings. */
export type AdjustedPair = { holm: number; benjaminiHochberg: number }

/** p when whole clusters are shuffled, as the variable was assigned. */
export type DesignP = {
  /** The unit it was assigned to, and how many of them there are. */
  level: string
  clusters: number
  /** In how many ways they can be assigned; no p can be smaller than `smallestPossible`. */
  assignments?: number
  smallestPossible?: number
} & (
  | { kind: 'point'; smallest: number; largest: number }
  /** The rows were never published: over all codings that agree with the printed tables. `exact` if all were visited. */
  | { kind: 'range'; smallest: number; largest: number; exact: boolean }
  /**
   * It cannot be said: what is known does not tell which clusters the counts are from, or contradicts itself; a variable of
   * larger units was not assigned to them; or it is one category's row, whose variable as a whole is tested.
   */
  | { kind: 'unknown' }
)

/**
 * Why there are no numbers.
 *
 * - `rows-not-published`: the printed tables do not cross the two, and rows of one of them were never published
 * - `not-together`: their rows are not of units within each other
 * - `no-order`: a number and categories without an order, for which there is no measure here
 * - `no-variation`: all units counted are alike in one of them
 * - `hidden`: the one who asks may not see it
 */
export type NotComputed =
  | { code: 'rows-not-published' | 'not-together' | 'no-order' | 'no-variation' }
  | { code: 'hidden'; why: Suppression }

/** How many findings there were among the analyses, beside what chance alone would give. */
export type FindingCount = {
  /** Analyses looked at, and how many of them a p is known of. */
  looks: number
  known: number
  /** p below the level; and p that is a range with the level inside it. */
  found: number
  possible: number
  /** Findings to expect from chance, and the chance of at least as many as `found` if the analyses were independent. */
  expected: number
  atLeastFound: number
  /** The same chance whatever their dependence. */
  anyDependence: { lower: number; upper: number }
}

/** The findings of a study: what was printed beside what can be computed today. */
export type Findings = {
  study: string
  /** The printed matrix; missing if the study printed none, and all pairs of its variables are looked at instead. */
  table?: { id: string; place: Text; title: Text }
  /** The round, in a study with rounds. */
  round?: string
  rows: MatrixRow[]
  columns: MatrixColumn[]
  /** By row and column; `undefined` where a pair is not looked at (or was, the other way round). */
  cells: (Finding | undefined)[][]
  /** p below this is a finding. */
  level: number
  /** Stated levels with one, two, three stars; loosest first. */
  levels: number[]
  /** Analyses that would be looked at but for there being too many. */
  leftOut: number
  /** How many cells have had their turn. */
  done: number
  of: number
  /** By what was printed, by p as if units were independent, and by what the design allows; when all cells are done. */
  counts?: { printed?: FindingCount; naive: FindingCount; design: FindingCount }
  /** The one who asks may not see anything of it. */
  hidden?: Suppression
}
