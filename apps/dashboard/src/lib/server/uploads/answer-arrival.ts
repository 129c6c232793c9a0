import { error, type RequestEvent } from '@sveltejs/kit'
import { getHouse } from '../house.ts'

/** Answers a request of the protocol by which files arrive, for the account that asks. */
export async function answerArrival({ request, locals }: RequestEvent): Promise<Response> {
  const { arrivals } = getHouse()
  if (!arrivals || !locals.account) error(404, 'ledger: this installation shows an edition without one')
  return arrivals.answer(request, locals.account.id)
}
