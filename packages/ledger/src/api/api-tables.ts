import type { ColumnType, Generated } from 'kysely'

type Moment = ColumnType<Date, Date | undefined, Date>

/** What a program reads one study with, for one person; only the token's hash is kept. */
export type ApiTokenTable = {
  id: Generated<number>
  token_hash: string
  person: string
  study: string
  name: string
  made_at: Moment
  expires_at: Date
  last_used_on: ColumnType<string | null, never, never>
  revoked_at: ColumnType<Date | null, never, Date>
}
/** How many requests came in the minute that was counted last; the bucket is a keyed hash or a token's number. */
export type ApiRequestTable = { bucket: string; minute: Date; n: number }
/** What somebody asked in SQL, of which edition, how long it took, and how many rows came back or why none did. */
export type SqlQueryTable = {
  id: Generated<number>
  person: string
  edition: string
  sql: string
  at: Moment
  milliseconds: number
  rows: number | null
  refused: string | null
}

export type ApiTables = {
  api_token: ApiTokenTable
  api_request: ApiRequestTable
  sql_query: SqlQueryTable
}
