import { error } from '@sveltejs/kit'
import { getHouse } from '#lib/server/house.ts'
import { metrics } from '#lib/server/metrics.ts'
import { mayReadMetrics } from '#lib/server/metrics-access.ts'
import { findReadiness } from '#lib/server/readiness.ts'
import type { RequestHandler } from './$types'

/** Counts and states for Prometheus: for this machine, or for who has the token. */
export const GET: RequestHandler = async ({ request, getClientAddress }) => {
  if (!mayReadMetrics(process.env, request.headers.get('authorization'), getClientAddress()))
    error(404, 'no such page: /metrics')
  const text = await metrics.text(await findReadiness(getHouse()))
  return new Response(text, { headers: { 'content-type': metrics.contentType, 'cache-control': 'no-store' } })
}
