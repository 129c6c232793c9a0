import {
  actorOf,
  clearQuotation,
  findPerson,
  listClearedQuotations,
  may,
  unclearQuotation,
} from '@pejling/ledger'
import {
  type Edition,
  type FoundExcerpt,
  getCodebook,
  listExcerpts,
  listRelations,
  readExcerpts,
  valuesFrom,
} from '@pejling/warehouse'
import { error, redirect, type RequestEvent } from '@sveltejs/kit'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { getHouse } from '#lib/server/house.ts'
import { type InterviewRoom, openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import { mayMask, memosIn } from '#lib/server/interviews/notes.ts'
import type { Actions, PageServerLoad } from './$types'

/** An excerpt by itself: its words, where it is from, what comes of it, and whether it may be quoted. */
export const load: PageServerLoad = async (event) => {
  const room = await openInterviewRoom(event, 'texts')
  const { edition, study, viewer, older } = room
  const { params, locals, url } = event
  if (!viewer.rows) {
    const { withheld } = await listExcerpts(edition, { study: study.id, limit: 0 }, room.reading, viewer)
    return { study, older, withheld, live: params.excerpt }
  }
  const found = await excerptOf(room, params.excerpt)
  const values = await valuesFrom(edition, study.id, found.excerpt)
  const { variables } = await getCodebook(edition, study.id)
  const relations = await listRelations(edition, study.id)
  return {
    ...{ study, older, found, live: params.excerpt },
    memos: await memosIn(room, { excerpt: found.excerpt }),
    mayMask: mayMask(locals, room),
    refused: 'refused' in room.reading ? room.reading.refused : undefined,
    values: values.map((value) => ({
      ...value,
      definition: variables.find(({ id }) => id === value.variable),
      relations: relations
        .filter(({ y }) => y === value.variable)
        .slice(0, 8)
        .map(({ x, y }) => ({ x, y, other: variables.find(({ id }) => id === x) })),
    })),
    ...(await neighbours(edition, study.id, found)),
    cleared: await clearedOf(locals, study.id, found),
    mayClear: may(locals.account?.role, 'clear-quotations') && !('refused' in room.reading),
    done: url.searchParams.has('cleared')
      ? ('done' as const)
      : url.searchParams.has('uncleared')
        ? ('undone' as const)
        : undefined,
  }
}

export const actions: Actions = {
  clear: (event) => decide(event, 'cleared'),
  unclear: (event) => decide(event, 'uncleared'),
}

async function decide(event: RequestEvent, decision: 'cleared' | 'uncleared'): Promise<never> {
  const room = await openInterviewRoom(event, 'texts')
  if ('refused' in room.reading || !room.viewer.rows)
    error(403, `no access: excerpts of ${room.study.id} need its right`)
  const place = placeOf(room.study.id, await excerptOf(room, event.params.excerpt ?? ''))
  if (!place) error(400, 'quotation: expected an excerpt of a text')
  const by = actorOf(event.locals.account!)
  await fromLedger(({ ledger }) =>
    decision === 'cleared' ? clearQuotation(ledger, place, by) : unclearQuotation(ledger, place, by),
  )
  redirect(303, `${event.url.pathname}?${decision}`)
}

async function excerptOf({ edition, study, reading }: InterviewRoom, excerpt: string): Promise<FoundExcerpt> {
  const [found] = await readExcerpts(edition, study.id, [excerpt], reading)
  if (!found) error(404, `unknown excerpt: ${excerpt} of ${study.id}`)
  return found
}

function placeOf(study: string, { at, source }: FoundExcerpt) {
  const { start, end } = at
  return at.kind === 'text' && start !== undefined && end !== undefined && source.textHash
    ? { study, textHash: source.textHash, start, end }
    : undefined
}

/** Who cleared it and when; their name is for those who may clear themselves. */
async function clearedOf(locals: App.Locals, study: string, found: FoundExcerpt) {
  const place = placeOf(study, found)
  if (!place || !getHouse().ledger) return undefined
  return fromLedger(async ({ ledger }) => {
    const row = (await listClearedQuotations(ledger, study)).find(
      ({ text_hash, start, end }) =>
        text_hash === place.textHash && start === place.start && end === place.end,
    )
    if (!row) return undefined
    const by = may(locals.account?.role, 'clear-quotations')
      ? await findPerson(ledger, row.cleared_by)
      : undefined
    return { at: row.cleared_at, by: by?.name }
  })
}

/** The excerpts right before and after it in its source. */
async function neighbours(edition: Edition, study: string, { excerpt, source }: FoundExcerpt) {
  const { excerpts } = await listExcerpts(
    edition,
    { study, source: source.source, limit: 2000 },
    { refused: 'role', names: false },
    { sees: 'all', rows: true },
  )
  const at = excerpts.findIndex((one) => one.excerpt === excerpt)
  return { before: excerpts[at - 1], after: excerpts[at + 1] }
}
