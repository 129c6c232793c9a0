import { createHash } from 'node:crypto'
import type { Study, Viewer } from '@pejling/indicators'
import { type Edition, getStudy } from '@pejling/warehouse'
import { isHttpError, type RequestEvent } from '@sveltejs/kit'
import { type ApiFormat, type ApiOperation, mediaTypes } from '#lib/api/operation.ts'
import { answerable, editionFor } from '../editions.ts'
import { isAway } from '../from-ledger.ts'
import { log } from '../log.ts'
import { viewerFor } from '../study-access.ts'
import { problem } from './problem.ts'
import { wantedFormat } from './wanted-format.ts'

/** What an operation works with. */
export type Asked = {
  event: RequestEvent
  edition: Edition
  format: ApiFormat
  /** A word of the path or of the address; nothing if it is not there. */
  given(name: string): string | undefined
  /** A study, for whoever asks: refused to a token that is for another one. */
  study(id: string): Promise<{ study: Study; viewer: Viewer }>
}
/** An object becomes JSON, as the command line prints it; text is sent as it is. */
type Answer = (asked: Asked) => Promise<unknown>

/** An endpoint that answers an operation: the edition, the format, an entity tag, and a problem where there is one. */
export function answerApi(
  operation: ApiOperation,
  answer: Answer,
): (event: RequestEvent) => Promise<Response> {
  return async (event) => {
    try {
      return await answered(operation, answer, event)
    } catch (reason) {
      if (isHttpError(reason)) return problem(reason.status, reason.body.message)
      if (isAway(reason)) return problem(503, 'database: does not answer', { 'retry-after': '5' })
      const { message = '' } = reason as { message?: string }
      if (message.startsWith('no access: ')) return problem(403, message)
      log.error('api failed', reason, { request: event.locals.requestId, route: event.route.id })
      return problem(500, 'unexpected error; see the server log')
    }
  }
}

async function answered(operation: ApiOperation, answer: Answer, event: RequestEvent): Promise<Response> {
  const { url, request, locals, params } = event
  const named = url.searchParams.get('format')
  const format = wantedFormat(named, request.headers.get('accept'), operation.formats)
  if (!format)
    return problem(
      406,
      `format: expected one of ${operation.formats.join(', ')}, found ${named ?? 'another in accept'}`,
    )
  const edition = await editionFor(locals, url.searchParams.get('edition'))
  const given = (name: string) =>
    (params as Record<string, string | undefined>)[name] ?? (url.searchParams.get(name)?.trim() || undefined)
  const study = async (id: string) => {
    const found = await answerable(getStudy(edition, id))
    if (locals.token && locals.token.study !== id) throw new OtherStudy(locals.token.study, id)
    return { study: found, viewer: await viewerFor(locals, found) }
  }
  try {
    const told = await answerable(answer({ event, edition, format, given, study }))
    const body = typeof told === 'string' ? told : `${JSON.stringify(told ?? null, undefined, 2)}\n`
    return send(event, body, format, edition.hash)
  } catch (reason) {
    if (reason instanceof OtherStudy) return problem(403, reason.message)
    throw reason
  }
}

class OtherStudy extends Error {
  constructor(own: string, found: string) {
    super(`token: expected study ${own}, found ${found}`)
  }
}

function send(
  { url, request, locals }: RequestEvent,
  body: string,
  format: ApiFormat,
  edition: string,
): Response {
  const etag = `"${createHash('sha256').update(format).update(body).digest('base64url').slice(0, 22)}"`
  const bound = new URL(url)
  bound.searchParams.set('edition', edition)
  const headers = {
    ...{ etag, vary: 'accept, authorization, cookie' },
    'content-location': `${bound.pathname}${bound.search.replaceAll('%3A', ':').replaceAll('%2C', ',')}`,
    'content-language': locals.language,
  }
  if (
    request.headers
      .get('if-none-match')
      ?.split(',')
      .some((tag) => tag.trim().replace(/^W\//, '') === etag)
  )
    return new Response(null, { status: 304, headers })
  return new Response(body, {
    headers: { ...headers, 'content-type': `${mediaTypes[format]}; charset=utf-8` },
  })
}
