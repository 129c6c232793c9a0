import { error } from '@sveltejs/kit'
import { getHouse } from '#lib/server/house.ts'
import { log } from '#lib/server/log.ts'
import type { RequestHandler } from './$types'

/** Where the provider sends people back to, signed in or not. */
export const GET: RequestHandler = async ({ url, request }) => {
  const { oidc } = getHouse()
  if (!oidc) error(404, `no such page: ${url.pathname}`)
  try {
    const answer = await oidc.finish(request)
    return new Response(answer.body, answer)
  } catch (problem) {
    log.error('single sign-on', problem)
    return new Response(null, { status: 303, headers: { location: '/sign-in?problem=sso' } })
  }
}
