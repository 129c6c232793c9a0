import { type Connection, writeParquet } from '@pejling/warehouse'

/** Writes the shaped rows as Parquet: the same rows give the same bytes. */
export async function load(connection: Connection, query: string, output: string): Promise<void> {
  await writeParquet(connection, query, output)
}
