import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/** Who asked for a run, of what, with which plan; how far each step is; plans made without a run. */
export const plansAndProgress: LedgerMigration = {
  async up(db) {
    await sql`ALTER TABLE run
      ADD scope jsonb NOT NULL DEFAULT '{}', ADD plan jsonb, ADD requested_by text NOT NULL DEFAULT 'owner',
      ADD requested_role text NOT NULL DEFAULT 'owner', ADD requested_at timestamptz NOT NULL DEFAULT now(),
      ADD cancelled_by text, ADD asked_again boolean NOT NULL DEFAULT false,
      ALTER started_at DROP NOT NULL, ALTER started_at DROP DEFAULT,
      DROP CONSTRAINT run_status_check, ADD CONSTRAINT run_status_check
        CHECK (status IN ('waiting', 'running', 'done', 'failed', 'cancelled'))`.execute(db)
    await sql`UPDATE run SET requested_at = started_at`.execute(db)
    await sql`CREATE UNIQUE INDEX run_waiting ON run (scope) WHERE status = 'waiting'`.execute(db)
    await sql`ALTER TABLE run_step
      ADD study text, ADD unit text, ADD round text, ADD position integer NOT NULL DEFAULT 0,
      ADD bytes bigint, ADD share double precision, ADD peak_memory bigint, ADD code_version text,
      ADD last_milliseconds double precision, ADD started_at timestamptz, ADD ended_at timestamptz,
      ADD inputs jsonb NOT NULL DEFAULT '{}', ADD reasons jsonb NOT NULL DEFAULT '[]',
      ADD problems jsonb NOT NULL DEFAULT '[]', ADD problem_counts jsonb NOT NULL DEFAULT '{}',
      ADD warnings jsonb NOT NULL DEFAULT '[]', ADD log jsonb NOT NULL DEFAULT '[]',
      DROP CONSTRAINT run_step_status_check, ADD CONSTRAINT run_step_status_check
        CHECK (status IN ('waiting', 'running', 'done', 'kept', 'failed', 'cancelled'))`.execute(db)
    await sql`CREATE INDEX run_step_step ON run_step (step, run_id)`.execute(db)
    await sql`CREATE TABLE plan (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, scope jsonb NOT NULL,
      status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'done', 'failed')),
      content jsonb, message text, requested_by text NOT NULL, requested_role text NOT NULL,
      requested_at timestamptz NOT NULL DEFAULT now(), made_at timestamptz)`.execute(db)
    await sql`CREATE INDEX plan_waiting ON plan (id) WHERE status = 'waiting'`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE plan`.execute(db)
    await sql`DROP INDEX run_step_step`.execute(db)
    await sql`UPDATE run_step SET status = 'failed', message = coalesce(message, status)
      WHERE status IN ('waiting', 'cancelled')`.execute(db)
    await sql`ALTER TABLE run_step
      DROP study, DROP unit, DROP round, DROP position, DROP bytes, DROP share, DROP peak_memory,
      DROP code_version, DROP last_milliseconds, DROP started_at, DROP ended_at, DROP inputs, DROP reasons,
      DROP problems, DROP problem_counts, DROP warnings, DROP log,
      DROP CONSTRAINT run_step_status_check, ADD CONSTRAINT run_step_status_check
        CHECK (status IN ('running', 'done', 'kept', 'failed'))`.execute(db)
    await sql`DROP INDEX run_waiting`.execute(db)
    await sql`UPDATE run SET started_at = coalesce(started_at, requested_at),
      message = CASE status WHEN 'cancelled' THEN coalesce(message, 'cancelled') ELSE message END,
      status = CASE status WHEN 'cancelled' THEN 'failed' ELSE status END`.execute(db)
    await sql`ALTER TABLE run
      DROP scope, DROP plan, DROP requested_by, DROP requested_role, DROP requested_at, DROP cancelled_by,
      DROP asked_again, ALTER started_at SET NOT NULL, ALTER started_at SET DEFAULT now(),
      DROP CONSTRAINT run_status_check, ADD CONSTRAINT run_status_check
        CHECK (status IN ('waiting', 'running', 'done', 'failed'))`.execute(db)
  },
}
