import { json } from '@sveltejs/kit'
import { getHouse } from '#lib/server/house.ts'
import type { RequestHandler } from './$types'

/** Is the process alive? Yes, if it answers; with the live edition's hash, or none before the first. */
export const GET: RequestHandler = () =>
  json(
    { ok: true, edition: getHouse().editions.live()?.hash ?? null },
    { headers: { 'cache-control': 'no-store' } },
  )
