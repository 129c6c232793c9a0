import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import { mayMask, memosIn } from '#lib/server/interviews/notes.ts'
import type { PageServerLoad } from './$types'

/** More than these are not shown at once. */
const most = 300

/** Everything coders noted, in the order of the project. */
export const load: PageServerLoad = async (event) => {
  const room = await openInterviewRoom(event, 'texts')
  const found = await memosIn(room)
  return {
    ...{ study: room.study, older: room.older, most },
    found: { ...found, memos: found.memos.slice(0, most) },
    mayMask: mayMask(event.locals, room),
  }
}
