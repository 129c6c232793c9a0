import { actorOf, coderOf, listCondensationVersions, mostCondensed, writeCondensation } from '@pejling/ledger'
import { getCode, heldCondensation, listExcerpts, listSources, seenWords } from '@pejling/warehouse'
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { condensationLink } from '#lib/interviews/interview-links.ts'
import { answerable } from '#lib/server/editions.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { type InterviewRoom, openInterviewRoom } from '#lib/server/interviews/interview-room.ts'
import { condensationsIn, mayCondense, mayMask, memosIn } from '#lib/server/interviews/notes.ts'
import { numberOf } from '#lib/server/number-of.ts'
import type { Actions, PageServerLoad } from './$types'

/** So many excerpts can be ticked, and are shown. */
const most = 60

/** What the interviews about a unit come to about a code: read, with every version, and written. */
export const load: PageServerLoad = async (event) => {
  const room = await openInterviewRoom(event, 'texts')
  const { edition, study, viewer, reading, older } = room
  const asked = await askedOf(event, room)
  const { unit, code } = asked
  const found = await condensationsIn(room, asked)
  const question = { ...asked, study: study.id, limit: most }
  const mayWrite = mayCondense(event.locals, room)
  return {
    ...{ study, older, unit, code, most, found, mayWrite, mostCondensed },
    mayMask: mayMask(event.locals, room),
    memos: await memosIn(room, { unit }),
    excerpts: await answerable(listExcerpts(edition, question, reading, viewer)),
    versions: mayWrite ? await versionsOf(room, asked) : [],
    own: mayWrite
      ? await fromLedger(({ ledger }) => coderOf(ledger, study.id, actorOf(event.locals.account!)))
      : undefined,
    saved: event.url.searchParams.has('saved'),
  }
}

export const actions: Actions = {
  write: async (event) => {
    const form = await event.request.formData()
    const said = (name: string) => String(form.get(name) ?? '')
    const room = await openInterviewRoom(event, 'texts')
    const { edition, study } = room
    if (!mayCondense(event.locals, room))
      error(403, `no access: condensations of ${study.id} need the right to its excerpts`)
    const asked = await askedOf(event, room)
    const by = actorOf(event.locals.account!)
    const own = await fromLedger(({ ledger }) => coderOf(ledger, study.id, by))
    const source = said('source') || undefined
    const author = form.has('author') ? said('author') : own
    const place = { study: study.id, ...asked, author, ...(source && { source }) }
    const before = await heldCondensation(edition, place)
    const known = new Set(await excerptsOf(room, asked))
    const text = said('text')
    const excerpts = form
      .getAll('excerpt')
      .map(String)
      .filter((one) => known.has(one))
    // Whose form comes back, with what was written in it.
    const back = { author, source: source ?? '', text, excerpts }
    try {
      await fromLedger(({ ledger }) =>
        writeCondensation(ledger, {
          ...{ ...place, text, excerpts, before, by, seen: numberOf(said('seen')) },
          ...(before?.subject !== undefined && { subject: before.subject }),
        }),
      )
    } catch (problem) {
      const { message } = problem as Error
      if (message.includes('a later one')) return fail(409, { problem: 'late' as const, ...back })
      if (message.startsWith('condensation: ')) return fail(400, { problem: 'long' as const, ...back })
      throw problem
    }
    redirect(303, condensationLink(study.id, asked.unit, asked.code, { saved: 'yes' }))
  },
}

/** @throws 404 where there is no such code, or no interview is about the unit */
async function askedOf({ params }: RequestEvent, { edition, study, viewer }: InterviewRoom) {
  const [unit, code] = [params.unit ?? '', params.code ?? '']
  await answerable(getCode(edition, study.id, code))
  const sources = viewer.rows ? await listSources(edition, study.id) : []
  if (viewer.rows && !sources.some((one) => one.unit === unit)) error(404, `unknown unit of ${study.id}`)
  return { unit, code }
}

/** Every excerpt of the cell, by what it is known by. */
async function excerptsOf({ edition, study, viewer }: InterviewRoom, asked: { unit: string; code: string }) {
  const { excerpts } = await listExcerpts(
    edition,
    { ...asked, study: study.id, limit: 5000 },
    { refused: 'role', names: false },
    viewer,
  )
  return excerpts.map(({ excerpt }) => excerpt)
}

/** The versions written here, without accounts and without what is masked in each: for those who may write. */
async function versionsOf({ study, reading }: InterviewRoom, asked: { unit: string; code: string }) {
  const rows = await fromLedger(({ ledger }) => listCondensationVersions(ledger, study.id, asked))
  return rows.map(({ id, author, source, text, coder, at }) => ({
    ...{ id, author, source: source ?? undefined, at, gone: text === '' },
    ...(coder !== null && { coder }),
    ...(!('refused' in reading) && seenWords({ text }, reading)),
  }))
}
