import { codeOverlap } from '@pejling/warehouse'
import { answerable } from '#lib/server/editions.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import type { PageServerLoad } from './$types'

/** Which codes were given to the same places. */
export const load: PageServerLoad = async (event) => {
  const { edition, study, viewer, older } = await openInterviewRoom(event, 'counts')
  const under = event.url.searchParams.get('under') ?? undefined
  const found = await answerable(codeOverlap(edition, { study: study.id, under }, viewer))
  return { study, older, under, found }
}
