import { actorOf, changeList, findView, longestText, removeList } from '@pejling/ledger'
import { fail, redirect } from '@sveltejs/kit'
import { editionFor } from '#lib/server/editions.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { changedParts } from '#lib/server/notebook/changed-parts.ts'
import { freezeIn } from '#lib/server/notebook/save.ts'
import { getHouse } from '#lib/server/house.ts'
import { openedList, seeList } from '#lib/server/notebook/seen-list.ts'
import { whomToAsk } from '#lib/server/people.ts'
import type { Actions, PageServerLoad } from './$types'

const said = ['saved', 'frozen'] as const

/** A reading list as a report; with `edit` in the address as what can be changed. */
export const load: PageServerLoad = async ({ params, locals, url }) => {
  const list = await fromLedger(async ({ ledger }) =>
    seeList(locals, ledger, await openedList(ledger, params.list, locals), url.origin),
  )
  return {
    list,
    edit: list.own && url.searchParams.has('edit'),
    said: said.find((one) => one === url.searchParams.get('said')),
    ask: await whomToAsk(locals),
    origin: getHouse().origin ?? url.origin,
  }
}

export const actions: Actions = {
  /** Everything the form says: facts, texts, and what the button did. */
  change: async ({ params, locals, request }) => {
    const text = await formText(request)
    const name = text('name').trim()
    if (!name || name.length > 200) return fail(400, { problem: 'name' as const })
    return fromLedger(async ({ ledger }) => {
      const list = await openedList(ledger, params.list, locals)
      if (list.version !== Number(text('version'))) return fail(409, { problem: 'changed' as const })
      const parts = changedParts(list.parts, text)
      if (parts.some((part) => (part.text?.length ?? 0) > longestText))
        return fail(400, { problem: 'text' as const })
      const decision = { list: list.id, seenVersion: list.version, by: actorOf(locals.account!) }
      const facts = { name, note: text('note').trim().slice(0, 2000), shared: text('shared') === 'yes' }
      await changeList(ledger, decision, { ...facts, parts })
      redirect(303, `/lists/${list.id}?edit&said=saved${text('act') === 'save' ? '' : '#parts'}`)
    })
  },
  /** Freezes those of the list's views that are one's own and live. */
  freeze: async ({ params, locals }) => {
    const edition = await editionFor(locals)
    await fromLedger(async ({ ledger }) => {
      const list = await openedList(ledger, params.list, locals)
      for (const { view: id } of list.parts) {
        const view = id === undefined ? undefined : await findView(ledger, id)
        if (view && !view.frozen && view.by === locals.account!.id)
          await freezeIn(locals, ledger, edition, view.id)
      }
    })
    redirect(303, `/lists/${params.list}?said=frozen`)
  },
  remove: async ({ params, locals }) => {
    await fromLedger(async ({ ledger }) => {
      const list = await openedList(ledger, params.list, locals)
      await removeList(ledger, list.id, actorOf(locals.account!))
    })
    redirect(303, '/views')
  },
}
