import { error } from '@sveltejs/kit'
import { changeStream } from '#lib/server/change-stream.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { getHouse } from '#lib/server/house.ts'
import { numberOf } from '#lib/server/number-of.ts'
import type { RequestHandler } from './$types'

/** Tells a page that runs have changed: all of them, or the run or plan its address names. */
export const GET: RequestHandler = async ({ url }) => {
  const [run, plan] = [numberOf(url.searchParams.get('run')), numberOf(url.searchParams.get('plan'))]
  const { changes } = getHouse()
  if (!changes) error(404, 'ledger: this installation shows an edition without one')
  const stream = await fromLedger(() =>
    changeStream(changes, {
      concerns(change) {
        if (change.run === undefined && change.plan === undefined) return true
        if (run === undefined && plan === undefined) return change.run !== undefined
        return run === undefined ? change.plan === plan : change.run === run
      },
    }),
  ).catch((problem: Error) => {
    // The page that asked then looks for itself now and then.
    if (problem.message.startsWith('events: ')) error(503, problem.message)
    throw problem
  })
  return new Response(stream, { headers: { 'content-type': 'text/event-stream' } })
}
