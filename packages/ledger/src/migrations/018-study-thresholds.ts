import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/** Every decision about the smallest count that is shown of a unit; the newest of a unit holds. */
export const studyThresholds: LedgerMigration = {
  async up(db) {
    await sql`CREATE TABLE threshold_decision (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      study text NOT NULL, unit text NOT NULL,
      threshold integer CHECK (threshold >= 2), reason text NOT NULL,
      by text NOT NULL, at timestamptz NOT NULL DEFAULT now())`.execute(db)
    await sql`CREATE INDEX threshold_decision_study ON threshold_decision (study, unit, id)`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE threshold_decision`.execute(db)
  },
}
