import { actorOf, createList, listLists, listViews } from '@pejling/ledger'
import { getCodebook, listRelations, listStudies } from '@pejling/warehouse'
import { error, fail, redirect } from '@sveltejs/kit'
import { answerable, editionFor, isUnanswerable } from '#lib/server/editions.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { freezeIn, saveAsked } from '#lib/server/notebook/save.ts'
import { nameOf } from '#lib/server/notebook/seen-view.ts'
import type { Actions, PageServerLoad } from './$types'

/** One's own views, the lists one may open, and what can be planned. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const edition = await editionFor(locals)
  const studies = await listStudies(edition)
  const chosen = studies.find(({ id }) => id === url.searchParams.get('plan'))
  const me = locals.account!.id
  return {
    ...(await fromLedger(async ({ ledger }) => ({
      views: (await listViews(ledger, { by: me })).map((view) => ({
        ...{ name: nameOf(view), title: view.name, note: view.note, study: view.study },
        ...{ savedAt: view.savedAt, plannedAt: view.plannedAt, frozenAt: view.frozen?.at },
      })),
      lists: (await listLists(ledger, me)).map(({ by, ...list }) => ({ ...list, own: by === me })),
    }))),
    studies: studies.map(({ id, title }) => ({ id, title })),
    plan: chosen && {
      study: chosen.id,
      first: chosen.firstRelation && { x: chosen.firstRelation.x, y: chosen.firstRelation.y },
      variables: (await getCodebook(edition, chosen.id)).variables.map(({ id, label }) => ({ id, label })),
      possible: (await listRelations(edition, chosen.id)).map(({ x, y }) => ({ x, y })),
    },
    removed: url.searchParams.get('said') === 'removed',
  }
}

export const actions: Actions = {
  /** Keeps a relation: `then` is `freeze` where it is to be frozen at once. */
  save: async ({ request, locals, url }) => {
    const text = await formText(request)
    const edition = await editionFor(locals, text('edition') || url.searchParams.get('edition'))
    const asked = {
      ...{ question: text('question'), figure: text('figure') },
      ...{ name: text('name').trim(), note: text('note').trim() },
    }
    if (!asked.name || asked.name.length > 200) return fail(400, { problem: 'name' as const })
    const name = await fromLedger(async ({ ledger }) => {
      const id = await answerable(saveAsked(locals, ledger, edition, asked)).catch(refuseUnanswerable)
      return text('then') === 'freeze' ? freezeIn(locals, ledger, edition, id) : String(id)
    })
    redirect(303, `/views/${name}?said=${text('then') === 'freeze' ? 'frozen' : 'saved'}`)
  },
  /** Keeps a relation that has not been looked at. */
  plan: async ({ request, locals }) => {
    const text = await formText(request)
    const [study, x, y, name] = ['study', 'x', 'y', 'name'].map((field) => text(field).trim())
    const said = { x, y, name, note: text('note').trim() }
    const asked = { ...said, question: `?${new URLSearchParams({ study, x, y })}`, figure: '' }
    if (!name || name.length > 200) return fail(400, { problem: 'planName' as const, said })
    if (x === y) return fail(400, { problem: 'planPair' as const, said })
    const edition = await editionFor(locals)
    try {
      const id = await fromLedger(({ ledger }) =>
        answerable(saveAsked(locals, ledger, edition, { ...asked, planned: true })),
      )
      redirect(303, `/views/${id}?said=planned`)
    } catch (problem) {
      const message = problem instanceof Error ? problem.message : ''
      if (message.startsWith('planned: ')) return fail(409, { problem: 'planSeen' as const, said })
      if (isUnanswerable(problem)) return fail(400, { problem: 'planPair' as const, said })
      throw problem
    }
  },
  /** Makes an empty list. */
  list: async ({ request, locals }) => {
    const name = (await formText(request))('name').trim()
    if (!name || name.length > 200) return fail(400, { problem: 'listName' as const })
    const id = await fromLedger(({ ledger }) =>
      createList(ledger, { name, note: '' }, actorOf(locals.account!)),
    )
    redirect(303, `/lists/${id}?edit`)
  },
}

/** A question of a form that no page would have sent. */
function refuseUnanswerable(problem: unknown): never {
  if (isUnanswerable(problem)) error(400, problem.message)
  throw problem
}
