import type { ColumnType, Generated } from 'kysely'

/** A version of what the interviews about a unit come to about a code; people by account and by pseudonym. */
export type CondensationTable = {
  id: Generated<number>
  study: string
  unit: string
  code: string
  author: string
  subject: string | null
  source: string | null
  text: string
  excerpts: string[]
  by: string | null
  coder: string | null
  at: ColumnType<Date, Date | undefined, Date>
}
