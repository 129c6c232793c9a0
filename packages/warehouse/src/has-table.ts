import type { Edition } from './edition.ts'

/** Has the edition a table of its own by that name? One that was made before there was such a table has not. */
export async function hasTable(edition: Edition, table: string): Promise<boolean> {
  const [{ n }] = await edition.query<{ n: number }>(
    "SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name = 'main' AND table_name = $table",
    { table },
  )
  return n > 0
}
