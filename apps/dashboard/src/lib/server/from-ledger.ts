import type { Accounts, Ledger } from '@pejling/ledger'
import { error } from '@sveltejs/kit'
import { getHouse } from './house.ts'

/**
 * Lends the ledger to a page that cannot do without it. Answers 404 in a house without one, and 503 while the database is
 * away; the page works again by itself when it is back. What the ledger refuses, because a role was taken away since the
 * request came in, is 403.
 */
export async function fromLedger<T>(
  work: (house: { ledger: Ledger; accounts: Accounts }) => Promise<T>,
): Promise<T> {
  const { ledger, accounts } = getHouse()
  if (!ledger || !accounts) error(404, 'ledger: this installation shows an edition without one')
  try {
    return await work({ ledger, accounts })
  } catch (problem) {
    if (isAway(problem)) error(503, 'database: does not answer')
    const { message = '' } = problem as { message?: string }
    if (message.startsWith('no access: ')) error(403, message)
    throw problem
  }
}

/** Is it the server that is gone, not something it said? */
export function isAway(problem: unknown): boolean {
  const { code = '', message = '' } = problem as { code?: string; message?: string }
  return (
    /^(ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|57P0|08)/.test(code) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(message)
  )
}
