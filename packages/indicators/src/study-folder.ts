import type { Claim } from './claim.ts'
import type { CodeTree } from './code-tree.ts'
import type { Codebook, Variable } from './codebook.ts'
import type { Instrument } from './instrument.ts'
import type { Indicator } from './indicator.ts'
import type { Problem } from './problem.ts'
import type { PublishedCell, PublishedTable } from './published.ts'
import type { QuantificationRules } from './interviews/quantification-rule.ts'
import type { Round } from './round.ts'
import type { StudyCheck } from './study-check.ts'
import type { Study } from './study.ts'

/** A file of a study's folder: its path in the folder and its text, decoded. */
export type StudyFile = { path: string; text: string }

/** A unit's table as it stands in its file: every cell a text, under the names of its variables. */
export type UnitFile = {
  unit: string
  path: string
  /** The header as it stands, and the variable each column holds (missing if it is none of the codebook's). */
  columns: { name: string; variable?: string }[]
  rows: { line: number; values: Record<string, string> }[]
}

/** Everything a study's folder says, and everything that is wrong with it. */
export type ParsedStudy = {
  /** Missing only if `study.yaml` is missing or cannot be used. */
  study?: Study
  codebook: Codebook
  variables: Variable[]
  tables: PublishedTable[]
  cells: PublishedCell[]
  claims: Claim[]
  /** The units' own files. Those of rounds are many and big, and are read by the survey pipeline only. */
  unitFiles: UnitFile[]
  instruments: Instrument[]
  /** In period order. */
  rounds: Round[]
  indicators: Indicator[]
  checks: StudyCheck[]
  /** The texts of the `.sql` files that derived variables and checks name, by path. */
  sql: Record<string, string>
  codes?: CodeTree
  /** How coded interviews become values of units. */
  rules?: QuantificationRules
  problems: Problem[]
}
