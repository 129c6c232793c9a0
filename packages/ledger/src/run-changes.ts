import { sql } from 'kysely'
import type { Ledger } from './ledger.ts'
import { listenTo, type Listening } from './listening.ts'

const channel = 'pejling_run'

/** What has changed: a run (its state or a step's progress) or a plan. Neither: anything may have, look again. */
export type RunChange = { run?: number; plan?: number }

/** Tells whoever listens that a run or a plan has changed; in a transaction it is told when that ends. */
export async function tellChange(ledger: Ledger, { run, plan }: RunChange): Promise<void> {
  const payload = run === undefined ? `plan ${plan}` : `run ${run}`
  await sql`SELECT pg_notify(${channel}, ${payload})`.execute(ledger)
}

/**
 * Calls back whenever a run or a plan changes, and with neither at the start and after the server was away. Progress of
 * a step is told at most some times a second.
 *
 * @example
 *   const listening = await listenRuns(url, ({ run }) => refresh(run))
 */
export function listenRuns(url: string, onChange: (change: RunChange) => void): Promise<Listening> {
  return listenTo(url, channel, {
    connected: async () => onChange({}),
    message: (payload = '') => {
      const [what, id] = payload.split(' ')
      onChange(what === 'run' ? { run: Number(id) } : what === 'plan' ? { plan: Number(id) } : {})
    },
  })
}
