import type { QueryExecutorProvider } from 'kysely'

/**
 * One step of the ledger's tables, with its way back: `down` leaves exactly the tables, functions and rights that were
 * there before `up`. Rows of what `up` made go with it; everybody else's stay. It speaks SQL, not today's table types:
 * those change, a migration does not.
 */
export type LedgerMigration = {
  up(db: QueryExecutorProvider): Promise<void>
  down(db: QueryExecutorProvider): Promise<void>
}
