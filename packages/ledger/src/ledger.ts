import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

/** How this process's connections are told from others', and a worker's from the rest. */
export const connectionNames = { any: `pejling ${process.pid}`, worker: `pejling worker ${process.pid}` }

export type Ledger = Kysely<Tables>

/**
 * Connects to the ledger. Nothing is asked of the server yet: `checkLedger` does that.
 *
 * @param url `postgres://user:password@host:port/database`
 */
export function openLedger(
  url: string,
  { connections = 6, as = 'any' }: { connections?: number; as?: keyof typeof connectionNames } = {},
): Ledger {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    application_name: connectionNames[as],
  })
  // A server that goes away ends connections with an event, idle ones and those in use between two questions; without a
  // listener it would end this process too. The next question on such a connection says what happened.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** @throws `database: cannot reach 127.0.0.1:5432; is it running?`, or the server's own one line */
export async function checkLedger(ledger: Ledger, url: string): Promise<void> {
  const { host } = new URL(url)
  try {
    await ledger.selectNoFrom((eb) => eb.lit(1).as('one')).execute()
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string }
    const down = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || /timeout/.test(message)
    throw new Error(`database: ${down ? `cannot reach ${host}; is it running?` : message.split('\n')[0]}`, {
      cause,
    })
  }
}

/** Is anybody else connected to the ledger's database? */
export async function isInUse(ledger: Ledger): Promise<boolean> {
  const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM pg_stat_activity
    WHERE datname = current_database() AND application_name NOT IN (${sql.join(Object.values(connectionNames))})`.execute(
    ledger,
  )
  return Number(rows[0].n) > 0
}
