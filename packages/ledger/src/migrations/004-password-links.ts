import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/** Links with which somebody who has forgotten the password sets a new one. */
export const passwordLinks: LedgerMigration = {
  async up(db) {
    await sql`CREATE TABLE password_link (
      token_hash text PRIMARY KEY, person text NOT NULL REFERENCES "user" ON DELETE CASCADE,
      made_by text NOT NULL, made_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL,
      used_at timestamptz)`.execute(db)
    await sql`CREATE INDEX password_link_person ON password_link (person)`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE password_link`.execute(db)
  },
}
