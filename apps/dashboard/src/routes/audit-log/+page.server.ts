import { acts, listAuditEntries } from '@pejling/ledger'
import { startOfDanishDay } from '#lib/people/danish-day.ts'
import { auditFilterOf } from '#lib/server/audit-filter.ts'
import { chainState } from '#lib/server/chain-state.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { listNames } from '#lib/server/people.ts'
import type { PageServerLoad } from './$types'

const pageLength = 50

/** A page of the log, newest first, with who is who, and the state of the chain. */
export const load: PageServerLoad = async ({ url }) => {
  const { filter, problem } = auditFilterOf(url.searchParams)
  return fromLedger(async ({ ledger }) => {
    const found = await listAuditEntries(ledger, filter, pageLength + 1)
    const asked = Object.fromEntries(
      ['actor', 'act', 'subject', 'from', 'to'].flatMap((name) => {
        const value = url.searchParams.get(name)?.trim()
        const readable = name !== 'from' && name !== 'to' ? true : value && startOfDanishDay(value)
        return value && readable ? [[name, value]] : []
      }),
    )
    return {
      entries: found.slice(0, pageLength),
      older: found.length > pageLength ? found[pageLength - 1].id : undefined,
      newest: filter.before === undefined,
      names: await listNames(ledger),
      acts: [...acts],
      chain: await chainState(ledger),
      asked: asked as Partial<Record<'actor' | 'act' | 'subject' | 'from' | 'to', string>>,
      problem,
    }
  })
}
