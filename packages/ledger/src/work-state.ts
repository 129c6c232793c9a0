import { sql } from 'kysely'
import type { Ledger } from './ledger.ts'

/** Who is there to work, and what waits. */
export type WorkState = {
  /** Workers that are connected and have been heard of within a minute. */
  workers: number
  /** Runs, plans and uploads' work that were asked for and that nobody has begun. */
  waiting: number
}

/** Asked of the server's own list of connections: a worker that dies is gone from it at once, with no trace to tidy. */
export async function findWorkState(ledger: Ledger): Promise<WorkState> {
  const { rows } = await sql<{ workers: string; waiting: string }>`SELECT
    (SELECT count(DISTINCT (application_name, client_addr)) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'pejling worker %'
        AND coalesce(state_change, now()) > now() - interval '1 minute') AS workers,
    (SELECT count(*) FROM run WHERE status = 'waiting')
      + (SELECT count(*) FROM plan WHERE status = 'waiting')
      + (SELECT count(*) FROM upload WHERE work IN ('read', 'check') AND work_status = 'waiting') AS waiting`.execute(
    ledger,
  )
  const [{ workers, waiting }] = rows
  return { workers: Number(workers), waiting: Number(waiting) }
}
