import { error } from '@sveltejs/kit'
import { changeStream } from '#lib/server/change-stream.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { getHouse } from '#lib/server/house.ts'
import { numberOf } from '#lib/server/number-of.ts'
import type { RequestHandler } from './$types'

/** Tells a page that uploads have changed: all of them, or the one its address names. */
export const GET: RequestHandler = async ({ url }) => {
  const one = numberOf(url.searchParams.get('upload'))
  const { uploads } = getHouse()
  if (!uploads) error(404, 'ledger: this installation shows an edition without one')
  const concerns = ({ upload }: { upload?: number }) =>
    one === undefined || upload === undefined || upload === one
  const stream = await fromLedger(() => changeStream(uploads, { concerns })).catch((problem: Error) => {
    // The page that asked then looks for itself now and then.
    if (problem.message.startsWith('events: ')) error(503, problem.message)
    throw problem
  })
  return new Response(stream, { headers: { 'content-type': 'text/event-stream' } })
}
