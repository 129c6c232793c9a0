import { codeCard, codeSince } from '@pejling/warehouse'
import { redirect } from '@sveltejs/kit'
import { codeLink } from '#lib/interviews/interview-links.ts'
import { answerable } from '#lib/server/editions.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import { condensationsIn, mayMask, memosIn } from '#lib/server/interviews/notes.ts'
import type { PageServerLoad } from './$types'

/**
 * A code: what it is and was, where in the tree, whom it was given about and by whom, what it was given together with, and
 * what was written about it. An address with a name it had before leads to it.
 */
export const load: PageServerLoad = async (event) => {
  const room = await openInterviewRoom(event, 'texts')
  const { edition, study, about, viewer, older } = room
  const { code } = event.params
  const now = await codeSince(edition, study.id, code)
  const card = await codeCard(edition, { study: study.id, code }, viewer).catch((problem: unknown) => {
    if (now !== undefined) redirect(302, codeLink(study.id, now, older))
    return answerable(Promise.reject(problem))
  })
  return {
    ...{ study, about, older, card },
    condensed: await condensationsIn(room, { code }),
    memos: await memosIn(room, { code }),
    mayMask: mayMask(event.locals, room),
  }
}
