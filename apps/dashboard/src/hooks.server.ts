import { createHash } from 'node:crypto'
import { building } from '$app/env'
import { error } from '@sveltejs/kit'
import { type Handle, type HandleServerError, sequence, type ServerInit } from '@sveltejs/kit/hooks'
import { mayUse } from '#lib/server/access.ts'
import { findAccount } from '#lib/server/accounts.ts'
import { type Answered, AnswerCache } from '#lib/server/answer-cache.ts'
import { getHouse, openHouse } from '#lib/server/house.ts'
import { log } from '#lib/server/log.ts'
import { observe } from '#lib/server/observe.ts'
import { readPreferences } from '#lib/server/preferences.ts'
import { securityHeaders } from '#lib/server/security-headers.ts'

const cache = new AnswerCache()

export const init: ServerInit = async () => {
  if (building) return
  const house = await openHouse(process.env)
  process.once('sveltekit:shutdown', () => void house.close())
}

const answer: Handle = async ({ event, resolve }) => {
  const { request, url, locals, route } = event
  Object.assign(locals, readPreferences(event.cookies))
  if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method) && request.headers.get('origin') !== url.origin)
    return secured(new Response('origin: expected a form of this site\n', { status: 403 }))
  locals.account = await findAccount(request.headers)
  const live = getHouse().editions.live()
  locals.edition = live

  const render = () =>
    resolve(event, {
      transformPageChunk: ({ html }) =>
        html
          .replace('%pejling.language%', locals.language)
          .replace('%pejling.theme%', locals.theme)
          .replace('%pejling.scheme%', locals.theme === 'auto' ? 'light dark' : locals.theme),
    })
  if (route.id && !mayUse(route.id, locals.account?.role)) error(403, `no access: ${url.pathname}`)

  const cacheable = request.method === 'GET' && live && !locals.account && route.id && !personal.has(route.id)
  if (!cacheable) return secured(await render())
  const key = [live.hash, url.pathname + url.search, locals.language, locals.theme].join('\n')
  const accepted = request.headers.get('accept-encoding') ?? ''
  const known = cache.find(key, accepted)
  if (known) return fromCache(known, request)
  const answer = await render()
  const type = answer.headers.get('content-type') ?? ''
  if (answer.status !== 200 || !type.startsWith('text/html')) return secured(answer)
  const text = await answer.text()
  const etag = `"${createHash('sha256').update(key).update(text).digest('base64url').slice(0, 22)}"`
  cache.keep(key, text, type, etag)
  const kept = cache.find(key, accepted)
  return kept ? fromCache(kept, request) : secured(new Response(text, { headers: { 'content-type': type } }))
}

export const handle = sequence(observe, answer)

/** One line, safe to show. What was expected of a reader is said; what broke inside goes to the log only. */
export const handleError: HandleServerError = ({ error: problem, kind, event }) => {
  if (kind === 'app') return
  if (kind === 'framework')
    return { message: problem.status === 404 ? `no such page: ${event.url.pathname}` : problem.message }
  const { locals, request, route } = event
  log.error('page failed', problem, { request: locals.requestId, method: request.method, route: route.id })
  return { message: 'unexpected error; see the server log' }
}

/** Pages about the one who looks, or about this moment: never kept. */
const personal = new Set(['/api/health', '/api/ready', '/metrics', '/setup/[token]', '/sign-in', '/sign-out', '/language', '/theme'])

function fromCache({ body, encoding, etag, type }: Answered, request: Request): Response {
  const headers = new Headers({ 'content-type': type, etag, 'cache-control': 'private, no-cache' })
  headers.set('vary', 'accept-encoding, cookie')
  if (request.headers.get('if-none-match') === etag)
    return secured(new Response(null, { status: 304, headers }))
  if (encoding) headers.set('content-encoding', encoding)
  headers.set('content-length', String(body.length))
  return secured(new Response(new Uint8Array(body), { headers }))
}

function secured(response: Response): Response {
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  return response
}
