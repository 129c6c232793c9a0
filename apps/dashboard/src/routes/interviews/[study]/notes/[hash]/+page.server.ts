import { listCondensationVersions } from '@pejling/ledger'
import { listNotes, noteWords } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { type InterviewRoom, openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import {
  type MaskableText,
  maskByForm,
  maskOffer,
  unmaskByForm,
} from '#lib/server/interviews/passage-forms.ts'
import { numberOf } from '#lib/server/number-of.ts'
import type { Actions, PageServerLoad } from './$types'

/** A memo, a condensation or a version of one, where something in it can be hidden wherever it stands. */
export const load: PageServerLoad = async (event) => {
  const { params, url, locals } = event
  const room = await openInterviewRoom(event, 'texts')
  const { study, reading } = room
  if ('refused' in reading || !room.viewer.rows)
    error(403, `no access: excerpts of ${study.id} need its right`)
  const masking = await maskOffer(locals, room, (room) => textOfNote(room, params.hash))
  if (!masking) error(404, 'unknown note')
  return {
    ...{ study, masking, hash: params.hash },
    masked: numberOf(url.searchParams.get('masked') ?? ''),
    unmasked: url.searchParams.has('unmasked'),
  }
}

export const actions: Actions = {
  mask: (event) => maskByForm(event, (room) => textOfNote(room, event.params.hash)),
  unmask: (event) => unmaskByForm(event),
}

async function textOfNote(
  { edition, study }: InterviewRoom,
  hash: string,
): Promise<MaskableText | undefined> {
  const held = (await listNotes(edition, study.id)).map(noteWords)
  const written = await fromLedger(({ ledger }) => listCondensationVersions(ledger, study.id))
  const found = [...held, ...written.map(({ text }) => noteWords({ text }))].find((one) => one.hash === hash)
  return found && { textHash: found.hash, text: found.words }
}
