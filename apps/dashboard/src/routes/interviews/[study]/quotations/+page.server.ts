import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import { clearedQuotations } from '#lib/server/interviews/quotations.ts'
import type { PageServerLoad } from './$types'

/** What may be quoted. */
export const load: PageServerLoad = async (event) => {
  const { edition, study, viewer, older } = await openInterviewRoom(event, 'counts')
  return { study, older, quotations: await clearedQuotations(edition, study.id, viewer) }
}
