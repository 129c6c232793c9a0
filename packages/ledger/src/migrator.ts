import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Ledger } from './ledger.ts'
import { migrations } from './migrations/index.ts'

/** Kysely's migrator over our own migrations. */
export function ledgerMigrator(ledger: Ledger): Migrator {
  return new Migrator({ db: ledger, provider: { getMigrations: async () => migrations } })
}

/** Our own migrations in their order, and since when each stands; one without a moment does not. */
export async function listMigrations(ledger: Ledger): Promise<{ name: string; since?: Date }[]> {
  const known = await ledgerMigrator(ledger).getMigrations()
  return known.map(({ name, executedAt }) => (executedAt ? { name, since: executedAt } : { name }))
}

/**
 * A newer program may have been here: this one would not know what the tables mean.
 *
 * @throws `ledger: the tables are newer than this program (004-…); …`
 */
export async function checkNotNewer(ledger: Ledger): Promise<void> {
  const unknown = (await standing(ledger)).filter((name) => !(name in migrations))
  if (unknown.length)
    throw new Error(
      `ledger: the tables are newer than this program (${unknown.join(', ')}); ` +
        'start the newer program, or take them back with it: pejling migrate back',
    )
}

/** Does every migration of ours stand? Asked in one query, where Kysely's own way takes locks and a dozen. */
export async function isUpToDate(ledger: Ledger): Promise<boolean> {
  const names = new Set(await standing(ledger))
  return Object.keys(migrations).every((name) => names.has(name))
}

async function standing(ledger: Ledger): Promise<string[]> {
  const { rows: table } = await sql<{ there: boolean }>`SELECT
    to_regclass('kysely_migration') IS NOT NULL AS there`.execute(ledger)
  if (!table[0].there) return []
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration ORDER BY name`.execute(
    ledger,
  )
  return rows.map(({ name }) => name)
}
