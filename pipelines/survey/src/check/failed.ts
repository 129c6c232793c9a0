import type { Connection } from '@pejling/warehouse'

/** The lines of a file that keep it from being loaded. */
export const failedTable = 'failed_line'

export async function prepareFailed(connection: Connection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${failedTable} (line BIGINT)`)
}

/** Remembers the lines a query gives. */
export async function fail(connection: Connection, query: string): Promise<void> {
  await connection.run(`INSERT INTO ${failedTable} ${query}`)
}
