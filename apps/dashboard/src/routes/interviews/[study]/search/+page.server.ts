import { prepareSearch, searchTexts } from '@pejling/warehouse'
import { answerable } from '#lib/server/editions.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import type { PageServerLoad } from './$types'

/** Words in a study's interviews, whatever their form. */
export const load: PageServerLoad = async (event) => {
  const { edition, study, viewer, reading, older } = await openInterviewRoom(event, 'texts')
  // Who opens the page will search: the words of the texts are read while they write.
  if (!('refused' in reading)) void prepareSearch(edition, study.id)
  const q = (event.url.searchParams.get('q') ?? '').trim().slice(0, 200)
  return {
    study,
    older,
    q,
    found: await answerable(searchTexts(edition, { study: study.id, q }, reading, viewer)),
  }
}
