import { migrateAccounts } from './account-tables.ts'
import { grantToApplication } from './application-role.ts'
import type { Ledger } from './ledger.ts'
import { checkNotNewer, isUpToDate, ledgerMigrator } from './migrator.ts'

/**
 * Brings the ledger's tables to today's shape: the accounts' by better-auth, then our own by numbered migrations, which
 * may refer to accounts. Several processes at once take turns.
 *
 * @param application the role of everyday work, which is then given what it needs of the tables and no more
 * @throws `ledger: the tables are newer than this program (…); …`, `ledger: migration failed; …`, and if
 *   the role may not, the remedy
 */
export async function migrate(ledger: Ledger, application?: string): Promise<void> {
  await checkNotNewer(ledger)
  try {
    await migrateAccounts(ledger)
    if (!(await isUpToDate(ledger))) {
      const { error } = await ledgerMigrator(ledger).migrateToLatest()
      if (error) throw error
    }
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string }
    const remedy = code === '42501' ? '; set DATABASE_OWNER_URL to the role that owns the tables' : ''
    throw new Error(`ledger: migration failed; ${message}${remedy}`, { cause })
  }
  if (application !== undefined) await grantToApplication(ledger, application)
}
