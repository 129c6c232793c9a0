import { redirect } from '@sveltejs/kit'
import { passCookies } from '#lib/server/accounts.ts'
import { getHouse } from '#lib/server/house.ts'
import type { RequestHandler } from './$types'

/** Ends the session here and in the ledger; with the ledger away the browser forgets it all the same. */
export const POST: RequestHandler = async ({ request, cookies }) => {
  const { accounts } = getHouse()
  for (const name of ['pejling.session_token', '__Secure-pejling.session_token'])
    cookies.delete(name, { path: '/' })
  const ended = await accounts?.api
    .signOut({ headers: request.headers, returnHeaders: true })
    .catch((problem: Error) => console.error(`sign out: ${problem.message.split('\n')[0]}`))
  if (ended) passCookies(ended.headers, cookies)
  redirect(303, '/')
}
