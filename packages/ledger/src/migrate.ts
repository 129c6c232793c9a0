import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { getMigrations } from 'better-auth/db/migration'
import { accountOptions } from './accounts.ts'
import type { Ledger } from './ledger.ts'

/** Brings the ledger's tables to today's shape: our own by numbered migrations, the accounts' by better-auth. */
export async function migrate(ledger: Ledger): Promise<void> {
  const migrator = new Migrator({ db: ledger, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw new Error(`ledger: migration failed; ${(error as Error).message}`, { cause: error })
  await ledger.connection().execute(async (one) => {
    await sql`SELECT pg_advisory_lock(4170)`.execute(one)
    try {
      await (
        await getMigrations(accountOptions(one, { secret: '', baseURL: 'http://127.0.0.1' }))
      ).runMigrations()
    } finally {
      await sql`SELECT pg_advisory_unlock(4170)`.execute(one)
    }
  })
}

const migrations: Record<string, Migration> = {
  '001-editions-and-runs': {
    async up(db: Kysely<unknown>) {
      await sql`CREATE TABLE run (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        status text NOT NULL CHECK (status IN ('waiting', 'running', 'done', 'failed')),
        reason text NOT NULL, edition text, message text, process_id integer,
        started_at timestamptz NOT NULL DEFAULT now(), ended_at timestamptz)`.execute(db)
      await sql`CREATE TABLE run_step (
        run_id integer NOT NULL REFERENCES run ON DELETE CASCADE, step text NOT NULL, key text NOT NULL,
        status text NOT NULL CHECK (status IN ('running', 'done', 'kept', 'failed')),
        rows bigint, milliseconds double precision, message text, PRIMARY KEY (run_id, step))`.execute(db)
      await sql`CREATE TABLE edition (
        hash text PRIMARY KEY, code_version text NOT NULL, run_id integer REFERENCES run,
        created_at timestamptz NOT NULL DEFAULT now())`.execute(db)
      await sql`CREATE TABLE live_edition (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, hash text NOT NULL REFERENCES edition,
        reason text NOT NULL, since timestamptz NOT NULL DEFAULT now())`.execute(db)
      await sql`CREATE TABLE setup_link (
        token_hash text PRIMARY KEY, expires_at timestamptz NOT NULL, used_at timestamptz)`.execute(db)
    },
  },
}
