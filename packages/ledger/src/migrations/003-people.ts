import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/**
 * What an admin decides about people: changes by version, grants per study, invitations; and what guards the door.
 * Tries at passwords are unlogged: they are written often, forgotten within hours, and a crash may lose them.
 */
export const people: LedgerMigration = {
  async up(db) {
    await sql`CREATE TABLE person_change (
      person text NOT NULL REFERENCES "user" ON DELETE CASCADE, version integer NOT NULL, change text NOT NULL,
      by text NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (person, version))`.execute(db)
    await sql`CREATE TABLE study_grant (
      person text NOT NULL REFERENCES "user" ON DELETE CASCADE, study text NOT NULL,
      "right" text NOT NULL CHECK ("right" IN ('rows', 'excerpts', 'unsuppressed')), ends_on date,
      granted_by text NOT NULL, granted_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (person, study, "right"))`.execute(db)
    await sql`CREATE TABLE invitation (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, token_hash text NOT NULL UNIQUE, email text NOT NULL,
      role text NOT NULL CHECK (role IN ('reader', 'researcher', 'analyst', 'admin')),
      grants jsonb NOT NULL DEFAULT '[]', invited_by text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL,
      accepted_at timestamptz, accepted_by text, withdrawn_at timestamptz)`.execute(db)
    await sql`CREATE INDEX invitation_email ON invitation (email)`.execute(db)
    await sql`CREATE UNLOGGED TABLE sign_in_attempt (
      bucket text PRIMARY KEY, tries integer NOT NULL, free integer NOT NULL, longest_pause integer NOT NULL,
      pause_until timestamptz NOT NULL, refused boolean NOT NULL, forget_at timestamptz NOT NULL)`.execute(db)
    await sql`CREATE INDEX sign_in_attempt_forget_at ON sign_in_attempt (forget_at)`.execute(db)
    await sql`CREATE TABLE second_factor_use (
      person text NOT NULL REFERENCES "user" ON DELETE CASCADE, code_hash text NOT NULL,
      used_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (person, code_hash))`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE second_factor_use, sign_in_attempt, invitation, study_grant, person_change`.execute(
      db,
    )
  },
}
