import { sql } from 'kysely'
import type { Ledger } from './ledger.ts'

/** Who is there to work, and what waits. */
export type WorkState = {
  /** Workers that are connected and have been heard of within a minute. */
  workers: number
  /** Jobs that nobody has begun. */
  waiting: number
}

/** Asked of the server's own list of connections: a worker that dies is gone from it at once, with no trace to tidy. */
export async function findWorkState(ledger: Ledger): Promise<WorkState> {
  const { rows } = await sql<{ workers: string; queue: boolean }>`SELECT
    (SELECT count(DISTINCT (application_name, client_addr)) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'pejling worker %'
        AND coalesce(state_change, now()) > now() - interval '1 minute') AS workers,
    to_regclass('pgboss.job') IS NOT NULL AS queue`.execute(ledger)
  const [{ workers, queue }] = rows
  return { workers: Number(workers), waiting: queue ? await countWaiting(ledger) : 0 }
}

async function countWaiting(ledger: Ledger): Promise<number> {
  const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM pgboss.job
    WHERE state IN ('created', 'retry') AND name NOT LIKE '\\_\\_pgboss%'`.execute(ledger)
  return Number(rows[0].n)
}
