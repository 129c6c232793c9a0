import { prepareSearch, searchNotes, searchTexts } from '@pejling/warehouse'
import { answerable } from '#lib/server/editions.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import { writtenIn } from '#lib/server/interviews/notes.ts'
import type { PageServerLoad } from './$types'

/** Words in a study's interviews, whatever their form. */
export const load: PageServerLoad = async (event) => {
  const room = await openInterviewRoom(event, 'texts')
  const { edition, study, viewer, reading, older } = room
  // Who opens the page will search: the words of the texts are read while they write.
  if (!('refused' in reading)) void prepareSearch(edition, study.id)
  const q = (event.url.searchParams.get('q') ?? '').trim().slice(0, 200)
  return {
    study,
    older,
    q,
    notes: await answerable(
      searchNotes(edition, { study: study.id, q }, reading, viewer, await writtenIn(room)),
    ),
    found: await answerable(searchTexts(edition, { study: study.id, q }, reading, viewer)),
  }
}
