import { access } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { type Parameters, rows } from './database.ts'
import { loadDuckDb } from './duckdb.ts'

/** An open edition: one immutable DuckDB file, read only, with a few connections that requests share. */
export type Edition = {
  hash: string
  file: string
  /** Runs one query on a connection of its own: one prepared statement shared by requests would stall. */
  query<Row>(sql: string, parameters?: Parameters): Promise<Row[]>
  /** Waits for the queries under way and closes the file. */
  close(): Promise<void>
}

/**
 * Opens an edition for reading: no writes, no files, no network, no change of settings.
 *
 * @throws `edition: no such file: …`, `edition: not an edition: …`
 */
export async function openEdition(
  file: string,
  { connections = 4, memory = '2GB', threads = 2 } = {},
): Promise<Edition> {
  await access(file).catch((cause) => {
    throw new Error(`edition: no such file: ${file}`, { cause })
  })
  const { DuckDBInstance } = await loadDuckDb()
  const instance = await DuckDBInstance.create(file, {
    access_mode: 'READ_ONLY',
    memory_limit: memory,
    threads: String(threads),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    enable_external_access: 'false',
    lock_configuration: 'true',
  }).catch((cause) => {
    throw new Error(`edition: not an edition: ${file}`, { cause })
  })
  const idle: DuckDBConnection[] = []
  for (let i = 0; i < connections; i++) idle.push(await instance.connect())
  const waiting: ((connection: DuckDBConnection) => void)[] = []
  let closed = false

  async function query<Row>(sql: string, parameters?: Parameters): Promise<Row[]> {
    if (closed) throw new Error(`edition: closed: ${file}`)
    const connection = idle.pop() ?? (await new Promise<DuckDBConnection>((lend) => waiting.push(lend)))
    try {
      return await rows<Row>(connection, sql, parameters)
    } finally {
      const next = waiting.shift()
      if (next) next(connection)
      else idle.push(connection)
    }
  }

  async function close(): Promise<void> {
    closed = true
    while (idle.length < connections) await new Promise((later) => setTimeout(later, 5))
    for (const connection of idle) connection.closeSync()
    instance.closeSync()
  }

  const [head] = await query<{ hash: string }>('SELECT hash FROM edition').catch((cause) => {
    throw new Error(`edition: not an edition: ${file}`, { cause })
  })
  return { hash: head.hash, file, query, close }
}
