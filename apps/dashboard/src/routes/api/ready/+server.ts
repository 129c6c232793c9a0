import { json } from '@sveltejs/kit'
import { getHouse } from '#lib/server/house.ts'
import { findReadiness } from '#lib/server/readiness.ts'
import type { RequestHandler } from './$types'

/**
 * Should requests be sent here? 200 while an edition is open and the process is not stopping: without PostgreSQL the pages
 * that need no account go on, so a proxy must not give the dashboard up. `?strict` is for those who watch: 503 too while
 * the ledger or a worker is missing.
 */
export const GET: RequestHandler = async ({ url }) => {
  const state = await findReadiness(getHouse())
  const ok = url.searchParams.has('strict') ? state.whole : state.ready
  return json(state, { status: ok ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
