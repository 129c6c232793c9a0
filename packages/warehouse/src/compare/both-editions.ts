import { type Connection, type Limits, rows, withDatabase } from '../database.ts'
import type { Edition } from '../edition.ts'
import { literal } from '../identifier.ts'

/** Two editions side by side in one DuckDB, both read only: schemas `before` and `after`. */
export type Both = { query<Row>(sql: string): Promise<Row[]> }

/** Lends a DuckDB that reads both editions, and nothing else: no other file, no network. */
export async function withBoth<T>(
  before: Edition,
  after: Edition,
  work: (both: Both) => Promise<T>,
  limits: Pick<Limits, 'memory' | 'threads'> = {},
): Promise<T> {
  return withDatabase(async (connection: Connection) => {
    await connection.run(`ATTACH ${literal(before.file)} AS "before" (READ_ONLY)`)
    await connection.run(`ATTACH ${literal(after.file)} AS "after" (READ_ONLY)`)
    await connection.run('SET enable_external_access = false')
    return work({ query: (sql) => rows(connection, sql) })
  }, limits)
}
