import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/** Passages of interview texts that nobody is shown, and quotations that may be published. */
export const interviewPassages: LedgerMigration = {
  async up(db) {
    await sql`CREATE TABLE interview_mask (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      study text NOT NULL, text_hash text NOT NULL CHECK (text_hash ~ '^[0-9a-f]{64}$'),
      "start" integer NOT NULL CHECK ("start" >= 0), "end" integer NOT NULL,
      kind text NOT NULL CHECK (kind IN ('name', 'place', 'phone', 'email', 'other')),
      by text NOT NULL, at timestamptz NOT NULL DEFAULT now(),
      CHECK ("end" > "start"), UNIQUE (study, text_hash, "start", "end"))`.execute(db)
    await sql`CREATE TABLE cleared_quotation (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      study text NOT NULL, text_hash text NOT NULL CHECK (text_hash ~ '^[0-9a-f]{64}$'),
      "start" integer NOT NULL CHECK ("start" >= 0), "end" integer NOT NULL,
      cleared_by text NOT NULL, cleared_role text NOT NULL, cleared_at timestamptz NOT NULL DEFAULT now(),
      withdrawn_by text, withdrawn_at timestamptz,
      CHECK ("end" > "start"), CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL)))`.execute(db)
    await sql`CREATE UNIQUE INDEX cleared_quotation_standing ON cleared_quotation (study, text_hash, "start", "end")
      WHERE withdrawn_at IS NULL`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE cleared_quotation, interview_mask`.execute(db)
  },
}
