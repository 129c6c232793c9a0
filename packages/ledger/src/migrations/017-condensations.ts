import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/** Every version of the condensations that were written or changed in the house. */
export const condensations: LedgerMigration = {
  async up(db) {
    await sql`CREATE TABLE condensation (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      study text NOT NULL, unit text NOT NULL, code text NOT NULL, author text NOT NULL,
      subject text, source text, text text NOT NULL, excerpts text[] NOT NULL,
      by text, coder text, at timestamptz NOT NULL DEFAULT now())`.execute(db)
    await sql`CREATE INDEX condensation_place ON condensation (study, unit, code)`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE condensation`.execute(db)
  },
}
