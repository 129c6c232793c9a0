import { openJudgements } from '#lib/server/interviews/coding-room.ts'
import type { PageServerLoad } from './$types'

/** The units that coders judge, and how far each has come. */
export const load: PageServerLoad = async (event) => {
  const { study, found } = await openJudgements(event)
  return { study, found }
}
