import { findWorkState } from '@pejling/ledger'
import { isStopping } from '@pejling/operation'
import type { House } from './house.ts'

/** Should requests be sent here, and what is missing? */
export type Readiness = {
  /** An edition is open and the process is not stopping: pages that need no account can be answered. */
  ready: boolean
  /** Nothing at all is missing: the ledger answers and a worker is there. */
  whole: boolean
  edition: string | null
  ledger: 'reachable' | 'away' | 'none'
  workers: number
  waiting: number
  stopping: boolean
}

/** Asks the house; a ledger that does not answer within `patience` milliseconds is away. */
export async function findReadiness(
  { editions, ledger }: Pick<House, 'editions' | 'ledger'>,
  patience = 2000,
): Promise<Readiness> {
  const edition = editions.live()?.hash ?? null
  const stopping = isStopping()
  const ready = edition !== null && !stopping
  const nobody = { workers: 0, waiting: 0 }
  if (!ledger) return { ready, whole: ready, edition, ledger: 'none', ...nobody, stopping }
  const work = await within(patience, findWorkState(ledger)).catch(() => undefined)
  return {
    ready,
    whole: ready && work !== undefined && work.workers > 0,
    edition,
    ledger: work ? 'reachable' : 'away',
    ...(work ?? nobody),
    stopping,
  }
}

function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error(`no answer in ${milliseconds} ms`)), milliseconds)
    answer.then(done, failed).finally(() => clearTimeout(late))
  })
}
