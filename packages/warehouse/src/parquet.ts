import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from './database.ts'
import { identifier, literal } from './identifier.ts'

/**
 * Writes the rows of a query as Parquet. The same rows in the same order give the same bytes, so the query must say
 * its order.
 */
export async function writeParquet(connection: Connection, query: string, file: string): Promise<void> {
  await connection.run(`COPY (${query}) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`)
}

/** Writes rows made in JavaScript as Parquet; `columns` gives the DuckDB type of each, in order. */
export async function writeRows(
  connection: Connection,
  rows: readonly object[],
  columns: Record<string, string>,
  file: string,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-rows-'))
  try {
    const lines = join(folder, 'rows.json')
    const texts = rows.map((row) => JSON.stringify(row))
    await writeFile(lines, texts.join('\n'))
    // DuckDB sets aside twice this at once, whatever the file holds.
    const longest = texts.reduce((most, text) => Math.max(most, Buffer.byteLength(text)), 1 << 20)
    const names = Object.keys(columns).map((name) => identifier(name))
    const types = Object.entries(columns).map(([name, type]) => `${literal(name)}: ${literal(type)}`)
    const source = rows.length
      ? `read_json(${literal(lines)}, format = 'newline_delimited', columns = {${types.join(', ')}},
           maximum_object_size = ${longest + 1})`
      : `(SELECT ${Object.entries(columns).map(([name, type]) => `NULL::${type} AS ${identifier(name)}`)} WHERE false)`
    await writeParquet(connection, `SELECT ${names.join(', ')} FROM ${source}`, file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
