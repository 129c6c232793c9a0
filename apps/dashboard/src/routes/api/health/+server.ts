import { json } from '@sveltejs/kit'
import { getHouse } from '#lib/server/house.ts'
import type { RequestHandler } from './$types'

/** Is there something to show? `ok` with the live edition's hash, else 503. */
export const GET: RequestHandler = () => {
  const edition = getHouse().editions.live()?.hash ?? null
  return json(
    { ok: edition !== null, edition },
    { status: edition ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
