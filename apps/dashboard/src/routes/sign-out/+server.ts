import { signOut } from '@pejling/ledger'
import { passCookies } from '#lib/server/accounts.ts'
import { getHouse } from '#lib/server/house.ts'
import { log } from '#lib/server/log.ts'
import type { RequestHandler } from './$types'

/** Ends the session here and in the ledger; with the ledger away the browser forgets it all the same. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const { ledger, accounts } = getHouse()
  for (const { name } of cookies.getAll())
    if (/^(__Host-)?pejling\.session_token$/.test(name))
      cookies.delete(name, { path: '/', secure: url.protocol === 'https:' })
  const ended =
    ledger && accounts
      ? await signOut(ledger, accounts, request.headers).catch((problem: Error) =>
          log.error('sign out', problem),
        )
      : undefined
  if (ended) passCookies(ended, cookies)
  // What the browser kept of pages that were seen signed in goes with the session.
  return new Response(null, {
    status: 303,
    headers: { location: '/sign-in?out', 'clear-site-data': '"cache"' },
  })
}
