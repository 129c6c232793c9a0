import type { AuditFilter } from '@pejling/ledger'
import { startOfDanishDay } from '#lib/people/danish-day.ts'

/** The filter an address asks for; `problem` if its days cannot be read. Both days are counted in. */
export function auditFilterOf(asked: URLSearchParams): { filter: AuditFilter; problem: boolean } {
  const text = (name: string) => asked.get(name)?.trim() || undefined
  const [from, to] = [text('from'), text('to')]
  const [start, end] = [from && startOfDanishDay(from), to && startOfDanishDay(to, 1)]
  const before = Number(text('before') ?? NaN)
  return {
    filter: {
      ...(text('actor') && { actor: text('actor') }),
      ...(text('act') && { act: text('act') }),
      ...(text('subject') && { subject: text('subject') }),
      ...(start && { from: start }),
      ...(end && { to: end }),
      ...(Number.isSafeInteger(before) && before > 0 && { before }),
    },
    problem: Boolean((from && !start) || (to && !end)),
  }
}
