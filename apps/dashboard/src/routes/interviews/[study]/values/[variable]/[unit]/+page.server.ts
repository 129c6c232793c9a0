import { unitEvidence, getCodebook, getVariable } from '@pejling/warehouse'
import { answerable } from '#lib/server/editions.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import { condensationsOfRule, mayMask, memosIn } from '#lib/server/interviews/notes.ts'
import type { PageServerLoad } from './$types'

/** One step back from a value of a unit: its rule, its coders, and the excerpts it rests on. */
export const load: PageServerLoad = async (event) => {
  const room = await openInterviewRoom(event, 'texts')
  const { edition, study, viewer, reading, older } = room
  const { variable: id, unit } = event.params
  const round = event.url.searchParams.get('round') ?? undefined
  const codebook = await getCodebook(edition, study.id)
  const variable = await answerable(() => getVariable(codebook, id))
  const found = await answerable(
    unitEvidence(edition, { study: study.id, unit, variable: variable.id, round }, reading, viewer),
  )
  const about = study.units.find((one) => one.id === variable.unit) ?? study.units[0]
  const key = codebook.variables.find((one) => one.id === about.key)
  return {
    study,
    older,
    variable,
    unit,
    about,
    label: key?.categories?.find((one) => one.id === unit)?.label,
    found,
    condensed: await condensationsOfRule(room, variable.id, unit),
    memos: await memosIn(room, { unit }),
    mayMask: mayMask(event.locals, room),
  }
}
