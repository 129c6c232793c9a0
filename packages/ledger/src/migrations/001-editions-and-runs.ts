import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/** Runs with their steps, editions with the pointer to the live one, and the first admin's link. */
export const editionsAndRuns: LedgerMigration = {
  async up(db) {
    await sql`CREATE TABLE run (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      status text NOT NULL CHECK (status IN ('waiting', 'running', 'done', 'failed')),
      reason text NOT NULL, edition text, message text, process_id integer,
      started_at timestamptz NOT NULL DEFAULT now(), ended_at timestamptz)`.execute(db)
    await sql`CREATE TABLE run_step (
      run_id integer NOT NULL REFERENCES run ON DELETE CASCADE, step text NOT NULL, key text NOT NULL,
      status text NOT NULL CHECK (status IN ('running', 'done', 'kept', 'failed')),
      rows bigint, milliseconds double precision, message text, PRIMARY KEY (run_id, step))`.execute(db)
    await sql`CREATE TABLE edition (
      hash text PRIMARY KEY, code_version text NOT NULL, run_id integer REFERENCES run,
      created_at timestamptz NOT NULL DEFAULT now())`.execute(db)
    await sql`CREATE TABLE live_edition (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, hash text NOT NULL REFERENCES edition,
      reason text NOT NULL, since timestamptz NOT NULL DEFAULT now())`.execute(db)
    await sql`CREATE TABLE setup_link (
      token_hash text PRIMARY KEY, expires_at timestamptz NOT NULL, used_at timestamptz)`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE setup_link, live_edition, edition, run_step, run`.execute(db)
  },
}
