import type { ColumnType, Generated } from 'kysely'

type Moment = ColumnType<Date, Date | undefined, Date>

/** Whose coding stands where two coders differ: the first's, the second's, that of both, or of neither. */
export const keeps = ['first', 'second', 'both', 'neither'] as const
export type Keep = (typeof keeps)[number]

/** What was settled of a code in a stretch of a source (code points); coders by their pseudonyms. */
export type SettledCodingTable = {
  study: string
  source: string
  code: string
  start_at: number
  end_at: number
  first: string
  second: string
  keep: Keep
  note: string | null
  by: string
  at: Moment
}

/** What somebody judged of a unit, a category or that it cannot be coded; `settles` decides between two others. */
export type UnitJudgementTable = {
  study: string
  variable: string
  unit: string
  coder: string
  value: string | null
  settles: Generated<boolean>
  note: string | null
  by: string
  at: Moment
}

export type AgreementTables = { settled_coding: SettledCodingTable; unit_judgement: UnitJudgementTable }
