import { perMinute } from '#lib/server/api/api-handle.ts'
import { getHouse } from '#lib/server/house.ts'
import type { PageServerLoad } from './$types'

/** What is to be said of the API besides its declarations. */
export const load: PageServerLoad = ({ locals }) => ({
  origin: getHouse().address,
  perMinute,
  signedIn: locals.account !== undefined,
})
