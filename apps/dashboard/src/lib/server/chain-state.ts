import { type AuditVerdict, type Ledger, verifyAuditLog } from '@pejling/ledger'

/** What was found when the log's chain was last recomputed, and when. */
export type ChainState = AuditVerdict & { at: Date }

/** A log shorter than this is recomputed at every look, a longer one once a minute. */
const short = 20_000
const freshFor = 60_000
const patience = 2000

let last: ChainState | undefined
let underWay: Promise<ChainState> | undefined

/**
 * The state of the log's chain, recomputed now. A long log is not recomputed at every look, and waited for only a moment:
 * then it is the state before, or nothing yet, and the next look has the answer.
 */
export async function chainState(ledger: Ledger, now: () => Date = () => new Date()) {
  if (last && last.entries > short && now().getTime() - last.at.getTime() < freshFor) return last
  underWay ??= verifyAuditLog(ledger)
    .then((verdict) => (last = { ...verdict, at: now() }))
    .finally(() => (underWay = undefined))
  const found = underWay
  found.catch(() => undefined)
  let timer: NodeJS.Timeout | undefined
  const soon = new Promise<undefined>((done) => (timer = setTimeout(() => done(undefined), patience)))
  return (await Promise.race([found, soon]).finally(() => clearTimeout(timer))) ?? last
}
