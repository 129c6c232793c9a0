import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { loadDuckDb } from './duckdb.ts'

export type Connection = DuckDBConnection
export type Parameters = Record<string, DuckDBValue> | DuckDBValue[]

/**
 * What DuckDB may use: stated by the caller, so that several builds fit on one machine. `spill` is the folder for what
 * does not fit in memory; `progress` is told some times a second how much of the statement under way is done, 0 to 1.
 */
export type Limits = {
  memory?: string
  threads?: number
  spill?: string
  progress?: (share: number) => void
}

/** A file that is made if it is not there; `closed` lets nothing but it be read or written, nor a setting be changed. */
type Place = { file?: string; closed?: boolean }

/**
 * Lends a connection to a DuckDB of its own (in memory, or a file that is made if it is not there) and closes both
 * afterwards. Nothing is downloaded: extensions that are not built in are refused.
 */
export async function withDatabase<T>(
  work: (connection: Connection) => Promise<T>,
  { file = ':memory:', memory = '4GB', threads = 2, spill, progress, closed = false }: Limits & Place = {},
): Promise<T> {
  const { DuckDBInstance } = await loadDuckDb()
  const instance = await DuckDBInstance.create(file, {
    memory_limit: memory,
    threads: String(threads),
    ...(spill === undefined ? {} : { temp_directory: spill }),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(closed ? { enable_external_access: 'false', lock_configuration: 'true' } : {}),
  })
  try {
    const connection = await instance.connect()
    const told = progress && setInterval(() => tell(connection, progress), 250)
    try {
      return await work(connection)
    } finally {
      clearInterval(told)
      connection.closeSync()
    }
  } finally {
    instance.closeSync()
  }
}

function tell(connection: Connection, progress: (share: number) => void): void {
  const { percentage } = connection.progress
  if (percentage > 0) progress(Math.min(1, percentage / 100))
}

/** Runs one statement and gives its rows as plain objects; BIGINT becomes a number (counts stay far below 2^53). */
export async function rows<Row>(
  connection: Connection,
  sql: string,
  parameters?: Parameters,
): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql, parameters)
  return reader.getRowObjectsJS().map(withNumbers) as Row[]
}

function withNumbers(row: Record<string, unknown>): Record<string, unknown> {
  for (const name in row) if (typeof row[name] === 'bigint') row[name] = Number(row[name])
  return row
}
