import { sql } from 'kysely'
import { NO_MIGRATIONS } from 'kysely/migration'
import type { Ledger } from './ledger.ts'
import { migrations } from './migrations/index.ts'
import { checkNotNewer, ledgerMigrator, listMigrations } from './migrator.ts'

/**
 * Takes migrations back, the newest first, until `toName` is the last that stands (`nothing`: none of ours does). All of
 * it in one transaction. Accounts are better-auth's and stay as they are; an older program leaves a new column alone.
 *
 * @returns the migrations taken back, in the order it happened
 * @throws `unknown migration: …`, and `migrate back: rows would go: 3 of person; …` unless `loseRows`
 */
export async function migrateBack(
  ledger: Ledger,
  toName: string,
  { loseRows = false } = {},
): Promise<string[]> {
  const names = ['nothing', ...Object.keys(migrations)]
  if (!names.includes(toName))
    throw new Error(`unknown migration: ${toName}; expected one of ${names.join(', ')}`)
  await checkNotNewer(ledger)
  return ledger.transaction().execute(async (transaction) => {
    const standing = (await listMigrations(transaction)).filter(({ since }) => since).map(({ name }) => name)
    const back = standing.slice(names.indexOf(toName)).reverse()
    if (!back.length) return []
    const before = await countRows(transaction)
    const { error } = await ledgerMigrator(transaction).migrateTo(
      toName === 'nothing' ? NO_MIGRATIONS : toName,
    )
    if (error) throw new Error(`migrate back: ${(error as Error).message}`, { cause: error })
    const after = await countRows(transaction)
    const lost = [...before].filter(([table, rows]) => rows > (after.get(table) ?? 0))
    if (lost.length && !loseRows)
      throw new Error(
        `migrate back: rows would go: ${lost.map(([table, rows]) => `${rows - (after.get(table) ?? 0)} of ${table}`).join(', ')}; ` +
          'make a backup, then say --lose-rows',
      )
    return back
  })
}

/** Rows of every table that is ours or the accounts'. */
async function countRows(ledger: Ledger): Promise<Map<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables
    WHERE schemaname = current_schema() AND tablename NOT LIKE 'kysely_%' ORDER BY 1`.execute(ledger)
  const counts = new Map<string, number>()
  for (const { name } of tables) {
    const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM ${sql.table(name)}`.execute(ledger)
    counts.set(name, Number(rows[0].n))
  }
  return counts
}
