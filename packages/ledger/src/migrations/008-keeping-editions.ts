import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/** Which editions are kept and why, who made one live, and which files were removed. */
export const keepingEditions: LedgerMigration = {
  async up(db) {
    await sql`ALTER TABLE edition ADD note text, ADD removed_at timestamptz`.execute(db)
    await sql`ALTER TABLE live_edition ADD actor text NOT NULL DEFAULT 'owner'`.execute(db)
    await sql`CREATE TABLE edition_pin (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, hash text NOT NULL REFERENCES edition,
      kind text NOT NULL CHECK (kind IN ('person', 'frozen-link', 'report')), subject text NOT NULL DEFAULT '',
      reason text NOT NULL, by text NOT NULL, at timestamptz NOT NULL DEFAULT now(), UNIQUE (hash, kind, subject))`.execute(
      db,
    )
    await sql`CREATE TABLE edition_keep (
      single boolean PRIMARY KEY DEFAULT true CHECK (single), last integer NOT NULL CHECK (last >= 1),
      by text NOT NULL, at timestamptz NOT NULL DEFAULT now())`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE edition_keep, edition_pin`.execute(db)
    await sql`ALTER TABLE live_edition DROP actor`.execute(db)
    await sql`ALTER TABLE edition DROP note, DROP removed_at`.execute(db)
  },
}
