import { interviewFilters, listExcerpts, listSources, seenSource } from '@pejling/warehouse'
import { answerable } from '#lib/server/editions.ts'
import { openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import { condensationsIn, mayCondense } from '#lib/server/interviews/notes.ts'
import { numberOf } from '#lib/server/number-of.ts'
import type { PageServerLoad } from './$types'

const each = 25

/** The excerpts of a cell of the matrix, or of anything else the address names, page by page. */
export const load: PageServerLoad = async (event) => {
  const room = await openInterviewRoom(event, 'texts')
  const { edition, study, viewer, reading, older } = room
  const search = event.url.searchParams
  const given = (name: string) => search.get(name)?.trim() || undefined
  const asked = {
    ...{ code: given('code'), source: given('source'), unit: given('unit'), coder: given('coder') },
    where: search.getAll('where').filter(Boolean),
  }
  const none = (value: string | undefined) => (value === '-' ? '' : value)
  const page = Math.max(1, numberOf(given('page') ?? '1') ?? 1)
  const where = viewer.rows ? await answerable(interviewFilters(edition, study.id, asked.where)) : []
  const found = await answerable(
    listExcerpts(
      edition,
      {
        ...{ ...asked, study: study.id, unit: none(asked.unit), coder: none(asked.coder), where },
        ...{ limit: each, offset: (page - 1) * each },
      },
      reading,
      viewer,
    ),
  )
  const source = (await listSources(edition, study.id)).find((one) => one.source === asked.source)
  return {
    ...{ study, older, asked, page, each, found },
    // A cell of the matrix: what its excerpts come to stands before them.
    condensed:
      asked.code && asked.unit && asked.unit !== '-'
        ? await condensationsIn(room, { code: asked.code, unit: asked.unit })
        : undefined,
    mayWrite: mayCondense(event.locals, room),
    source: viewer.rows && source ? seenSource(source, reading) : undefined,
  }
}
