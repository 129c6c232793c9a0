import { error } from '@sveltejs/kit'
import { changeStream } from '#lib/server/change-stream.ts'
import { comparisons } from '#lib/server/comparison.ts'
import type { RequestHandler } from './$types'

/** Tells a page that waits for a comparison that one has come farther. */
export const GET: RequestHandler = async () => {
  const stream = await changeStream(comparisons, { concerns: () => true, apart: 1000 }).catch(
    (problem: Error) => {
      // The page that asked then looks for itself now and then.
      if (problem.message.startsWith('events: ')) error(503, problem.message)
      throw problem
    },
  )
  return new Response(stream, { headers: { 'content-type': 'text/event-stream' } })
}
