import { actorOf } from '@pejling/ledger'
import type { RequestEvent } from '@sveltejs/kit'
import { access, doorOf } from './access.ts'
import { getHouse } from './house.ts'
import { log } from './log.ts'

/**
 * Writes down that somebody who is signed in stood at a door that stayed closed. Without an account there is only the line
 * in the log of the process; nothing a visitor writes gets into the log of acts. It never keeps an answer from leaving.
 */
export async function noteRefusal({ request, route, url, locals }: RequestEvent, why: string): Promise<void> {
  const { refusals } = getHouse()
  if (!refusals || !locals.account) return
  const door = route.id ? doorOf(request.method, route.id, url) : 'no such page'
  const known = Object.hasOwn(access, door) || !route.id ? door : `no such door at ${route.id}`
  try {
    await refusals.note({ ...actorOf(locals.account), door: known, why })
  } catch (problem) {
    log.error('refusal not written', problem)
  }
}
