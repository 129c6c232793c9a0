import type { ColumnType, Generated, Selectable } from 'kysely'
import type { PeopleTables } from './people-tables.ts'
import type { RunTables } from './run-tables.ts'

/** A moment the server sets by itself. */
type Moment = ColumnType<Date, Date | undefined, Date>

/** An edition that was built and checked; its file is `<home>/editions/<hash>.duckdb`. */
export type EditionTable = {
  hash: string
  code_version: string
  run_id: number | null
  created_at: Moment
}
/** Which edition was live since when; the newest row is the pointer. */
export type LiveEditionTable = { id: Generated<number>; hash: string; reason: string; since: Moment }
/** A one-time link with which the first admin makes an account; only the token's hash is kept. */
export type SetupLinkTable = { token_hash: string; expires_at: Date; used_at: Date | null }

export type Tables = PeopleTables &
  RunTables & {
    edition: EditionTable
    live_edition: LiveEditionTable
    setup_link: SetupLinkTable
  }

export type EditionRow = Selectable<EditionTable>
