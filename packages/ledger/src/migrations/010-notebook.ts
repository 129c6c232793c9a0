import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/** Saved and frozen views with their results, reading lists, and which relations were looked at. */
export const notebook: LedgerMigration = {
  async up(db) {
    await sql`CREATE TABLE view_result (
      sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'), result text NOT NULL)`.execute(db)
    await sql`CREATE TABLE saved_view (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      by text NOT NULL, study text NOT NULL, question text NOT NULL, figure text,
      name text NOT NULL, note text NOT NULL DEFAULT '',
      edition text NOT NULL, results jsonb NOT NULL,
      contents text, seal text CHECK (seal ~ '^[0-9a-f]{64}$'), frozen_at timestamptz,
      planned_at timestamptz, saved_at timestamptz NOT NULL DEFAULT now(), removed_at timestamptz,
      CHECK ((seal IS NULL) = (frozen_at IS NULL) AND (seal IS NULL) = (contents IS NULL)),
      CHECK (seal IS NULL OR removed_at IS NULL))`.execute(db)
    await sql`CREATE INDEX saved_view_by ON saved_view (by, id)`.execute(db)
    await sql`CREATE TABLE reading_list (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      by text NOT NULL, name text NOT NULL, note text NOT NULL DEFAULT '', shared boolean NOT NULL DEFAULT false,
      version integer NOT NULL DEFAULT 1, made_at timestamptz NOT NULL DEFAULT now(), removed_at timestamptz)`.execute(
      db,
    )
    await sql`CREATE TABLE reading_list_part (
      list integer NOT NULL REFERENCES reading_list, position integer NOT NULL,
      view integer REFERENCES saved_view, text text,
      PRIMARY KEY (list, position), CHECK ((view IS NULL) <> (text IS NULL)))`.execute(db)
    await sql`CREATE INDEX reading_list_part_view ON reading_list_part (view)`.execute(db)
    await sql`CREATE TABLE relation_look (
      study text NOT NULL, looker text NOT NULL, relation text NOT NULL, at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (study, looker, relation))`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE relation_look, reading_list_part, reading_list, saved_view, view_result`.execute(db)
  },
}
