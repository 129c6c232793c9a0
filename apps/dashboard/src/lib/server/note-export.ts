import { type Act, actorOf, type AuditDetails, recordAct } from '@pejling/ledger'
import { fromLedger } from './from-ledger.ts'

/**
 * Notes in the log that somebody with an account took something along, before the first byte is sent. Who has none gets
 * what everybody may see: of them nothing is noted.
 */
export async function noteExport(
  locals: App.Locals,
  act: Act,
  subject: string,
  details: AuditDetails,
): Promise<void> {
  const { account } = locals
  if (!account) return
  await fromLedger(({ ledger }) => recordAct(ledger, { ...actorOf(account), act, subject, details }))
}
