import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/** What was settled where two coders differ, and what coders judged of units. */
export const settledCodings: LedgerMigration = {
  async up(db) {
    await sql`CREATE TABLE settled_coding (
      study text NOT NULL, source text NOT NULL, code text NOT NULL,
      start_at integer NOT NULL, end_at integer NOT NULL, first text NOT NULL, second text NOT NULL,
      keep text NOT NULL CHECK (keep IN ('first', 'second', 'both', 'neither')),
      note text, by text NOT NULL, at timestamptz NOT NULL DEFAULT now(),
      CHECK (0 <= start_at AND start_at < end_at), CHECK (first <> second),
      PRIMARY KEY (study, source, code, start_at, end_at, first, second))`.execute(db)
    await sql`CREATE TABLE unit_judgement (
      study text NOT NULL, variable text NOT NULL, unit text NOT NULL, coder text NOT NULL,
      value text, settles boolean NOT NULL DEFAULT false,
      note text, by text NOT NULL, at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (study, variable, unit, coder))`.execute(db)
    // One settles, whoever comes first.
    await sql`CREATE UNIQUE INDEX unit_judgement_settled ON unit_judgement (study, variable, unit)
      WHERE settles`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE unit_judgement, settled_coding`.execute(db)
  },
}
