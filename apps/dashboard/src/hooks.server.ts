import { createHash } from 'node:crypto'
import { building } from '$app/env'
import { type Handle, type HandleServerError, sequence, type ServerInit } from '@sveltejs/kit/hooks'
import { sessionOf } from '#lib/server/accounts.ts'
import { apiHandle, isForApi } from '#lib/server/api/api-handle.ts'
import { type Answered, AnswerCache } from '#lib/server/answer-cache.ts'
import { chooseEdition } from '#lib/server/editions.ts'
import { refusalOf, refuse } from '#lib/server/guard.ts'
import { openHouse } from '#lib/server/house.ts'
import { lendEditions } from '#lib/server/lend-editions.ts'
import { log } from '#lib/server/log.ts'
import { observe } from '#lib/server/observe.ts'
import { isOwnRequest } from '#lib/server/own-request.ts'
import { readPreferences } from '#lib/server/preferences.ts'
import { noteRefusal } from '#lib/server/refused.ts'

const cache = new AnswerCache()

export const init: ServerInit = async () => {
  if (building) return
  const house = await openHouse(process.env)
  process.once('sveltekit:shutdown', () => void house.close())
}

const answer: Handle = async ({ event, resolve }) => {
  const { request, url, locals, route } = event
  Object.assign(locals, readPreferences(event.cookies, url))
  const session = await sessionOf(request.headers)
  locals.session = session.state
  if (session.state === 'signed-in') locals.account = session.account
  if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method) && !isOwnRequest(request.headers, url)) {
    await noteRefusal(event, 'origin')
    return new Response('origin: expected a form of this site\n', { status: 403 })
  }
  const refused = await refusalOf(event)
  if (refused) return refuse(event, refused)
  await chooseEdition(locals, url)
  const { edition } = locals

  const render = () =>
    resolve(event, {
      transformPageChunk: ({ html }) =>
        html
          .replace('%pejling.language%', locals.language)
          .replace('%pejling.theme%', locals.theme)
          .replace('%pejling.scheme%', locals.theme === 'auto' ? 'light dark' : locals.theme),
    })
  const cacheable =
    request.method === 'GET' && edition && session.state === 'none' && keptRoutes.has(route.id ?? '')
  if (!cacheable) {
    const answer = await render()
    // The role was there when the request came in, and was taken away before it was done.
    if (answer.status === 403) await noteRefusal(event, 'role')
    // What is for one person, or seen signed in, does not stay in the browser, not even for its back button.
    // A stream of events that was compressed would wait until there is enough of it.
    const stream = answer.headers.get('content-type') === 'text/event-stream'
    answer.headers.set('cache-control', stream ? 'no-store, no-transform' : 'no-store')
    return answer
  }
  // What an older edition may show depends on the live one as well.
  const key = [
    locals.editions.live?.hash,
    edition.hash,
    url.pathname + url.search,
    locals.language,
    locals.theme,
  ].join('\n')
  const accepted = request.headers.get('accept-encoding') ?? ''
  const known = cache.find(key, accepted)
  if (known) return fromCache(known, request)
  const answer = await render()
  const type = answer.headers.get('content-type') ?? ''
  // An answer that is not whole yet says that it is not to be kept.
  const isPassing = answer.headers.get('cache-control') === 'no-store'
  if (answer.status !== 200 || isPassing || !type.startsWith('text/html')) return answer
  const text = await answer.text()
  const etag = `"${createHash('sha256').update(key).update(text).digest('base64url').slice(0, 22)}"`
  cache.keep(key, text, type, etag)
  const kept = cache.find(key, accepted)
  return kept ? fromCache(kept, request) : new Response(text, { headers: { 'content-type': type } })
}

const answerEither: Handle = (asked) => (isForApi(asked.event.url) ? apiHandle(asked) : answer(asked))

export const handle = sequence(observe, lendEditions, answerEither)

/** One line, safe to show. What was expected of a reader is said; what broke inside goes to the log only. */
export const handleError: HandleServerError = ({ error: problem, kind, event }) => {
  if (kind === 'app') return
  if (kind === 'framework')
    return { message: problem.status === 404 ? `no such page: ${event.url.pathname}` : problem.message }
  const { locals, request, route } = event
  log.error('page failed', problem, { request: locals.requestId, method: request.method, route: route.id })
  return { message: 'unexpected error; see the server log' }
}

/** Pages of the edition, alike for everyone without an account: their answers are kept. */
const keptRoutes: ReadonlySet<string> = new Set([
  '/',
  '/about',
  '/audit',
  '/audit/[study]',
  '/compare',
  '/files/[study]/[...path]',
  '/findings',
  '/findings/[study]',
  '/glossary',
  '/interviews',
  '/interviews/[study]',
  '/interviews/[study]/code/[...code]',
  '/interviews/[study]/together',
  '/interviews/[study]/agreement',
  '/relations',
  '/rows',
  '/studies/[study]',
  '/tour',
  '/tour/[step]',
])

function fromCache({ body, encoding, etag, type }: Answered, request: Request): Response {
  const headers = new Headers({ 'content-type': type, etag, 'cache-control': 'private, no-cache' })
  headers.set('vary', 'accept-encoding, cookie')
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  if (encoding) headers.set('content-encoding', encoding)
  headers.set('content-length', String(body.length))
  return new Response(new Uint8Array(body), { headers })
}
