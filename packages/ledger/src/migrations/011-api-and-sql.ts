import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/** Tokens with which programs read, how often they ask, and what people asked in SQL. */
export const apiAndSql: LedgerMigration = {
  async up(db) {
    await sql`CREATE TABLE api_token (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      token_hash text NOT NULL UNIQUE, person text NOT NULL REFERENCES "user" ON DELETE CASCADE,
      study text NOT NULL, name text NOT NULL, made_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL, last_used_on date, revoked_at timestamptz)`.execute(db)
    await sql`CREATE INDEX api_token_person ON api_token (person)`.execute(db)
    await sql`CREATE UNLOGGED TABLE api_request (
      bucket text PRIMARY KEY, minute timestamptz NOT NULL, n integer NOT NULL)`.execute(db)
    await sql`CREATE INDEX api_request_minute ON api_request (minute)`.execute(db)
    await sql`CREATE TABLE sql_query (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      person text NOT NULL REFERENCES "user" ON DELETE CASCADE, edition text NOT NULL, sql text NOT NULL,
      at timestamptz NOT NULL DEFAULT now(), milliseconds integer NOT NULL, rows integer, refused text)`.execute(
      db,
    )
    await sql`CREATE INDEX sql_query_person ON sql_query (person, id)`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE sql_query, api_request, api_token`.execute(db)
  },
}
