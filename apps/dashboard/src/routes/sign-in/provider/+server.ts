import { error } from '@sveltejs/kit'
import { getHouse } from '#lib/server/house.ts'
import { log } from '#lib/server/log.ts'
import { safeReturn } from '#lib/server/preferences.ts'
import type { RequestHandler } from './$types'

/**
 * Sends the browser to the provider. A link and not a form, since the policy of the pages lets no form lead elsewhere; a
 * link on another site is sent to the sign-in page instead, so that nobody is signed in without having asked for it.
 */
export const GET: RequestHandler = async ({ url, request }) => {
  const { oidc } = getHouse()
  if (!oidc) error(404, `no such page: ${url.pathname}`)
  const from = request.headers.get('sec-fetch-site')
  if (from !== null && from !== 'same-origin') return to('/sign-in')
  try {
    const { url: provider, headers } = await oidc.begin(safeReturn(url.searchParams.get('return')))
    return to(provider, headers)
  } catch (problem) {
    log.error('single sign-on', problem)
    return to('/sign-in?problem=sso')
  }
}

function to(location: string, given?: Headers): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' })
  for (const line of given?.getSetCookie() ?? []) headers.append('set-cookie', line)
  return new Response(null, { status: 303, headers })
}
