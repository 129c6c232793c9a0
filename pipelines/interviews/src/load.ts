import { join } from 'node:path'
import { type Connection, writeRows } from '@pejling/warehouse'
import type { ProjectTables } from './shape.ts'

/** Writes each table as `<name>.parquet` in a folder: the same rows give the same bytes. */
export async function load(connection: Connection, tables: ProjectTables, folder: string): Promise<void> {
  for (const [name, { columns, rows }] of Object.entries(tables))
    await writeRows(connection, rows, columns, join(folder, `${name}.parquet`))
}
