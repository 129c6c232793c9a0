import { codeCard } from '@pejling/warehouse'
import { answerable } from '#lib/server/editions.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import type { PageServerLoad } from './$types'

/** A code: what it is, where in the tree, whom it was given about and by whom, and what it was given together with. */
export const load: PageServerLoad = async (event) => {
  const { edition, study, about, viewer, older } = await openInterviewRoom(event, 'counts')
  const card = await answerable(codeCard(edition, { study: study.id, code: event.params.code }, viewer))
  return { study, about, older, card }
}
