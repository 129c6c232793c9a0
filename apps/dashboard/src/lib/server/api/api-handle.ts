import { type Requester, useApiToken } from '@pejling/ledger'
import type { RequestEvent } from '@sveltejs/kit'
import type { Handle } from '@sveltejs/kit/hooks'
import { sessionOf } from '../accounts.ts'
import { chooseEdition } from '../editions.ts'
import { isAway } from '../from-ledger.ts'
import { type Refused, refusalOf } from '../guard.ts'
import { getHouse } from '../house.ts'
import { languageOf } from '../preferences.ts'
import { noteRefusal } from '../refused.ts'
import { problem } from './problem.ts'

/** Requests a minute: of a token or a session, and of a network without either. */
export const perMinute = { known: 240, unknown: 120 }

/** Is it the API that is asked, also where there is nothing at that address? */
export function isForApi({ pathname }: URL): boolean {
  return /^\/api\/v1(\/|$)/.test(pathname)
}

/**
 * The way in to `/api/v1`: by a token, by the session of a browser, or as nobody; counted by the minute; then by the same
 * table of access as every page. A token that is not good is refused, also where nobody would be let in.
 */
export const apiHandle: Handle = async ({ event, resolve }) => {
  const answer = await withinApi(event, resolve)
  answer.headers.set('cache-control', 'no-store')
  return answer
}

async function withinApi(event: RequestEvent, resolve: Parameters<Handle>[0]['resolve']): Promise<Response> {
  const { locals, url } = event
  if (!event.route.id) return problem(404, `unknown address: ${url.pathname}; see /api/v1/openapi.json`)
  Object.assign(locals, {
    language: languageOf(url.searchParams.get('language') ?? undefined),
    theme: 'auto',
  })
  let limits: Record<string, string>
  try {
    if (!(await letIn(event)))
      return problem(
        401,
        'token: expected one that is good, found one that is revoked, too old or unknown',
        bearer,
      )
    const { left, seconds, limit } = await counted(event)
    limits = {
      'ratelimit-limit': `${limit}`,
      'ratelimit-remaining': `${Math.max(0, left)}`,
      'ratelimit-reset': `${seconds}`,
    }
    if (left < 0)
      return problem(429, `requests: expected at most ${limit} a minute, found more`, {
        ...limits,
        'retry-after': `${seconds}`,
      })
  } catch (reason) {
    if (!isAway(reason)) throw reason
    return problem(503, 'database: does not answer', { 'retry-after': '5' })
  }
  const refused = await refusalOf(event)
  if (refused) return refusedAs(event, refused)
  await chooseEdition(locals, url)
  const answer = await resolve(event)
  for (const [name, value] of Object.entries(limits)) answer.headers.set(name, value)
  return answer
}

const bearer = { 'www-authenticate': 'Bearer realm="Pejling"' }

/** Finds who asks. False if a token was shown that is not good. */
async function letIn({ request, locals }: RequestEvent): Promise<boolean> {
  const shown = request.headers.get('authorization')
  if (shown === null) {
    const session = await sessionOf(request.headers)
    locals.session = session.state
    if (session.state === 'signed-in') locals.account = session.account
    return true
  }
  const { ledger } = getHouse()
  const token = /^bearer +(\S+)$/i.exec(shown.trim())?.[1]
  const found = ledger && token ? await useApiToken(ledger, token) : undefined
  if (!found) return false
  const { id, name, email, role, secondFactor, grants } = found.person
  locals.session = 'signed-in'
  locals.token = { id: found.id, study: found.study }
  locals.grants = grants
  locals.account = {
    id,
    name,
    email,
    role,
    secondFactor,
    session: `token ${found.id}`,
    provenByProvider: false,
  }
  return true
}

async function counted({ locals, getClientAddress }: RequestEvent) {
  const { countRequest } = getHouse()
  const { token, account } = locals
  const limit = account ? perMinute.known : perMinute.unknown
  const requester: Requester = token
    ? { token: token.id }
    : account
      ? { session: account.session }
      : { address: getClientAddress() }
  // A house without a ledger counts nothing.
  const found = await countRequest?.(requester, limit)
  return { limit, ...(found ?? { left: limit, seconds: 60 }) }
}

async function refusedAs(event: RequestEvent, refused: Refused): Promise<Response> {
  if (refused.why === 'signed-out') return problem(401, 'token: expected one, found none', bearer)
  if (refused.why === 'away') return problem(503, 'database: does not answer', { 'retry-after': '5' })
  await noteRefusal(event, refused.why)
  return problem(403, detailOf(refused))
}

function detailOf(refused: Refused): string {
  if (refused.why === 'role') return `no access: ${refused.capability} needs the role ${refused.role}`
  if (refused.why === 'second-factor') return 'no access: the account must have a second factor and has none'
  return refused.why === 'unknown' ? 'no access: no such door' : `no access: ${refused.why}`
}
