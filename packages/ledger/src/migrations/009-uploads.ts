import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/** Uploads on their way to an edition, what rounds are, and what identifiers are called in the project. */
export const uploads: LedgerMigration = {
  async up(db) {
    await sql`CREATE TABLE upload (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      kind text NOT NULL CHECK (kind IN ('survey', 'interviews')),
      study text NOT NULL, round text, unit text NOT NULL,
      state text NOT NULL CHECK (state IN
        ('uploaded', 'read', 'checked', 'previewed', 'approved', 'live', 'withdrawn')),
      version integer NOT NULL DEFAULT 1, sender text NOT NULL DEFAULT '', note text,
      uploaded_by text NOT NULL, uploaded_role text NOT NULL, uploaded_at timestamptz NOT NULL DEFAULT now(),
      work text CHECK (work IN ('read', 'check', 'preview', 'publish', 'withdraw')),
      work_status text CHECK (work_status IN ('waiting', 'running', 'failed')),
      work_message text, work_attempts integer NOT NULL DEFAULT 0, progress jsonb,
      run_id integer REFERENCES run, receipt jsonb, reading jsonb NOT NULL DEFAULT '{}',
      problems jsonb NOT NULL DEFAULT '[]', problem_counts jsonb NOT NULL DEFAULT '{}',
      stopping integer NOT NULL DEFAULT 0, rows integer, preview jsonb, checked_hash text,
      trial_edition text, effect jsonb,
      approved_by text, approved_role text, approved_at timestamptz, approved_hash text,
      live_at timestamptz, withdrawn_at timestamptz, withdrawn_why text,
      CHECK ((work IS NULL) = (work_status IS NULL)),
      CHECK (state NOT IN ('approved', 'live') OR approved_hash IS NOT NULL))`.execute(db)
    await sql`CREATE UNIQUE INDEX upload_live ON upload (kind, study, coalesce(round, ''), unit)
      WHERE state = 'live'`.execute(db)
    await sql`CREATE INDEX upload_work ON upload (id) WHERE work_status IS NOT NULL`.execute(db)
    await sql`CREATE INDEX upload_study ON upload (study, id)`.execute(db)
    await sql`CREATE TABLE upload_file (
      upload_id integer NOT NULL REFERENCES upload, position integer NOT NULL, name text NOT NULL,
      sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'), bytes bigint NOT NULL,
      PRIMARY KEY (upload_id, position))`.execute(db)
    await sql`CREATE TABLE round_facts (
      study text NOT NULL, round text NOT NULL, facts jsonb NOT NULL, version integer NOT NULL DEFAULT 1,
      by text NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (study, round))`.execute(db)
    await sql`CREATE TABLE pseudonym (
      study text NOT NULL, variable text NOT NULL, identifier text NOT NULL, pseudonym text NOT NULL,
      PRIMARY KEY (study, variable, identifier), UNIQUE (study, variable, pseudonym))`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE pseudonym, round_facts, upload_file, upload`.execute(db)
  },
}
