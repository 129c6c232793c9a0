import { answerArrival } from '#lib/server/uploads/answer-arrival.ts'
import type { RequestHandler } from './$types'

/** How much of a file has arrived. Only asked for its head: a file that was sent is not given back. */
export const GET: RequestHandler = (event) =>
  event.request.method === 'HEAD'
    ? answerArrival(event)
    : new Response('file: expected HEAD, PATCH or DELETE, found GET\n', { status: 405 })

/** The next piece of a file. */
export const PATCH: RequestHandler = answerArrival

/** The sender does not want it any more. */
export const DELETE: RequestHandler = answerArrival
