import { findRun, type Ledger } from '@pejling/ledger'
import type { Progress } from './graph/execute.ts'

/** How often it looks, in milliseconds: what is followed writes its progress down about as often. */
const beat = 300

/**
 * Tells the progress of a run that another process works on, from the ledger, as that process tells its own. A run this
 * process comes to work on itself is not told twice.
 *
 * @returns ends the following; what has ended by then is told first
 */
export function followRun(ledger: Ledger, run: number, progress: Progress): () => Promise<void> {
  const told = new Set<string>()
  let looking = Promise.resolve()
  // A ledger that does not answer just now is no reason to end: the run itself would say so.
  const again = () => (looking = looking.then(look).catch(() => undefined))
  const timer = setInterval(() => void again(), beat)
  return async () => {
    clearInterval(timer)
    await again()
  }

  async function look(): Promise<void> {
    const found = await findRun(ledger, run)
    if (!found || found.status === 'waiting' || found.process_id === process.pid) return
    for (const [index, one] of found.steps.entries()) {
      const { step, status } = one
      const event = {
        step,
        index,
        of: found.steps.length,
        lastMilliseconds: one.last_milliseconds ?? undefined,
      }
      if (status === 'running') {
        const [rows, share] = [one.rows ?? undefined, one.share ?? undefined]
        progress({ ...event, progress: { rows, share } })
      } else if ((status === 'done' || status === 'failed' || status === 'kept') && !told.has(step)) {
        told.add(step)
        const report = { step, status, milliseconds: one.milliseconds ?? 0, rows: one.rows ?? 0 }
        progress({ ...event, report })
      }
    }
  }
}
