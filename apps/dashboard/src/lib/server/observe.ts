import { randomBytes } from 'node:crypto'
import { isHttpError, isRedirect } from '@sveltejs/kit'
import type { Handle } from '@sveltejs/kit/hooks'
import { log } from './log.ts'
import { metrics } from './metrics.ts'

/** Asked by machines every few seconds: counted, and told in the log only when something is wrong. */
const probes: ReadonlySet<string> = new Set(['/api/health', '/api/ready', '/metrics'])

/** Numbers, counts and logs every request: by the route's pattern, never by its address or by who asked. */
export const observe: Handle = async ({ event, resolve }) => {
  const begun = performance.now()
  event.locals.requestId = randomBytes(8).toString('hex')
  try {
    const answer = await resolve(event)
    answer.headers.set('x-request-id', event.locals.requestId)
    // Once seen behind TLS, never again without it.
    told(answer.status)
    return answer
  } catch (problem) {
    told(isHttpError(problem) || isRedirect(problem) ? problem.status : 500)
    throw problem
  }

  function told(status: number): void {
    const [route, { method }] = [event.route.id, event.request]
    const milliseconds = performance.now() - begun
    metrics.answered({ method, route, status, seconds: milliseconds / 1000 })
    if (route && probes.has(route) && status < 400) return
    const say = status >= 500 ? log.warn : log.info
    say('request', {
      ...{ request: event.locals.requestId, method, route, status },
      milliseconds: Math.round(milliseconds * 10) / 10,
    })
  }
}
