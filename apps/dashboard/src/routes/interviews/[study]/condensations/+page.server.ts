import { listSources } from '@pejling/warehouse'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import { condensationsIn } from '#lib/server/interviews/notes.ts'
import type { PageServerLoad } from './$types'

/** More than these are not shown at once. */
const most = 200

/** Every condensation of a study, or those of a unit or a code. */
export const load: PageServerLoad = async (event) => {
  const room = await openInterviewRoom(event, 'texts')
  const { edition, study, about, viewer, older } = room
  const given = (name: string) => event.url.searchParams.get(name)?.trim() || undefined
  const asked = { unit: given('unit'), code: given('code') }
  const found = await condensationsIn(room, asked)
  const all = asked.unit || asked.code ? await condensationsIn(room) : found
  const sources = viewer.rows ? await listSources(edition, study.id) : []
  return {
    ...{ study, about, older, asked, most },
    found: { ...found, condensations: found.condensations.slice(0, most) },
    counts: {
      units: new Set(found.condensations.map(({ unit, subject }) => unit ?? subject)).size,
      codes: new Set(found.condensations.map(({ code }) => code)).size,
    },
    units: [...new Set([...sources, ...all.condensations].flatMap(({ unit }) => unit ?? []))].toSorted(
      (a, b) => a.localeCompare(b, 'da', { numeric: true }),
    ),
    codes: [...new Set(all.condensations.map(({ code }) => code))],
  }
}
