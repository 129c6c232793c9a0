import { sourceCard } from '@pejling/warehouse'
import { answerable } from '#lib/server/editions.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import { mayMask, memosIn } from '#lib/server/interviews/notes.ts'
import { maskByForm, maskOffer, textOfSource, unmaskByForm } from '#lib/server/interviews/passage-forms.ts'
import { numberOf } from '#lib/server/number-of.ts'
import type { Actions, PageServerLoad } from './$types'

/** An interview with its codes beside the text, at an excerpt if the address names one. */
export const load: PageServerLoad = async (event) => {
  const room = await openInterviewRoom(event, 'texts')
  const { edition, study, viewer, reading, older } = room
  const { params, url, locals } = event
  const card = await answerable(
    sourceCard(edition, { study: study.id, source: params.source }, reading, viewer),
  )
  return {
    memos: await memosIn(room, { source: params.source }),
    mayMask: mayMask(locals, room),
    ...{ study, older, card, chosen: url.searchParams.get('excerpt') ?? undefined },
    masking: card.lines && (await maskOffer(locals, room, (room) => textOfSource(room, params.source))),
    masked: numberOf(url.searchParams.get('masked') ?? ''),
    unmasked: url.searchParams.has('unmasked'),
  }
}

export const actions: Actions = {
  mask: (event) => maskByForm(event, (room) => textOfSource(room, event.params.source)),
  unmask: (event) => unmaskByForm(event),
}
