import { sql } from 'kysely'
import { endRun, owner, recordEdition, recordStep, startRun, useEdition } from '../src/index.ts'
import type { Ledger } from '../src/index.ts'

/**
 * Puts at least one row into every table that a migration of ours makes. Whoever adds a table adds a row here: the test
 * of the way back finds a table that was left empty.
 */
export async function fillLedger(ledger: Ledger): Promise<void> {
  const run = await startRun(ledger, 'filled for the test', process.pid, owner)
  await recordStep(ledger, {
    ...{ run_id: run, step: 'survey/a', key: 'k', status: 'done' },
    ...{ rows: 1, milliseconds: 1, message: null },
  })
  await endRun(ledger, run, { status: 'done', edition: 'filled' })
  await recordEdition(ledger, { hash: 'filled', codeVersion: '1', runId: run })
  await useEdition(ledger, 'filled', 'test', owner)
  await ledger
    .insertInto('setup_link')
    .values({ token_hash: `filled ${run}`, expires_at: new Date(0), used_at: null })
    .execute()
}

/** Names of the tables that stand. */
export async function tableNames(ledger: Ledger): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables
    WHERE schemaname = 'public' ORDER BY 1`.execute(ledger)
  return rows.map(({ name }) => name)
}

/** Does the table hold any row? */
export async function isEmpty(ledger: Ledger, table: string): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM ${sql.table(table)} LIMIT 1`.execute(ledger)
  return rows.length === 0
}
