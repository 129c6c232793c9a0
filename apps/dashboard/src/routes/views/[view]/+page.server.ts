import {
  actorOf,
  changeList,
  findFreezing,
  findList,
  findResults,
  listLists,
  nobody,
  recordAct,
  removeView,
} from '@pejling/ledger'
import { recordOf, verifyFrozen } from '@pejling/notebook'
import { getStudy, openEdition } from '@pejling/warehouse'
import { error, fail, redirect } from '@sveltejs/kit'
import { editionFor } from '#lib/server/editions.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { passes } from '#lib/server/guard.ts'
import { countLook } from '#lib/server/notebook/looks.ts'
import { inTurn } from '#lib/server/in-turn.ts'
import { openedView } from '#lib/server/notebook/opened-view.ts'
import { freezeIn } from '#lib/server/notebook/save.ts'
import { nameOf, seeView, viewAddress } from '#lib/server/notebook/seen-view.ts'
import { whomToAsk } from '#lib/server/people.ts'
import { viewersFor } from '#lib/server/study-access.ts'
import type { Actions, PageServerLoad } from './$types'

const said = ['saved', 'frozen', 'planned', 'added'] as const

/** One view. A frozen one that is asked for without its seal is led on to its whole address. */
export const load: PageServerLoad = async ({ params, locals, url }) =>
  fromLedger(async ({ ledger }) => {
    const { view, shownSeal } = await openedView(ledger, params.view, locals)
    if (view.frozen && shownSeal === undefined) redirect(303, `/views/${nameOf(view)}${url.search}`)
    const seen = await seeView(locals, ledger, view, { shownSeal, origin: url.origin })
    const mayKeep = passes(locals, 'GET /views')
    if (seen.state === 'shown' && seen.answered?.whole) await countLook(locals, seen.answered.relation)
    const lists = mayKeep ? await listLists(ledger, locals.account!.id) : []
    return {
      seen,
      address: viewAddress(seen.name, url.origin),
      lists: lists.filter(({ by }) => by === locals.account?.id).map(({ id, name }) => ({ id, name })),
      mayChange: mayKeep && seen.own,
      said: said.find((one) => one === url.searchParams.get('said')),
      ask: seen.state === 'shown' && seen.answered?.hidden ? await whomToAsk(locals) : undefined,
    }
  })

export const actions: Actions = {
  freeze: async ({ params, locals }) => {
    const edition = await editionFor(locals)
    const name = await fromLedger(async ({ ledger }) => {
      const { view } = await openedView(ledger, params.view, locals)
      return view.frozen ? nameOf(view) : freezeIn(locals, ledger, edition, view.id)
    })
    redirect(303, `/views/${name}?said=frozen`)
  },
  remove: async ({ params, locals }) => {
    await fromLedger(async ({ ledger }) => {
      const { view } = await openedView(ledger, params.view, locals)
      if (view.frozen) error(409, `view: expected one that is not frozen, found ${view.id} frozen`)
      await removeView(ledger, view.id, actorOf(locals.account!))
    })
    redirect(303, '/views?said=removed')
  },
  add: async ({ params, locals, request }) => {
    const wanted = Number((await formText(request))('list'))
    await fromLedger(async ({ ledger }) => {
      const { view } = await openedView(ledger, params.view, locals)
      const list = Number.isInteger(wanted) && wanted > 0 ? await findList(ledger, wanted) : undefined
      if (!list) error(404, 'unknown list')
      const decision = { list: list.id, seenVersion: list.version, by: actorOf(locals.account!) }
      await changeList(ledger, decision, { parts: [...list.parts, { view: view.id }] })
    })
    redirect(303, `/lists/${wanted}?edit#parts`)
  },
  /** Opens the edition's file afresh and computes everything anew: one after another, since that takes a while. */
  verify: async ({ params, locals }) =>
    fromLedger(async ({ ledger }) => {
      const { view, shownSeal } = await openedView(ledger, params.view, locals)
      const record = recordOf(view, await findResults(ledger, view))
      if (!record) return fail(400, { verdict: undefined })
      const entry = await findFreezing(ledger, view.id)
      const open = async () =>
        openEdition((await locals.editions.get(record.edition)).file, { connections: 1 })
      const viewerOf = async (edition: Parameters<typeof getStudy>[0]) =>
        (await viewersFor(locals, await getStudy(edition, record.study))).viewer
      const verdict = await inTurn(() => verifyFrozen(record, entry, { shownSeal, open, viewerOf }))
      const { identical, tampering = null } = verdict
      const by = locals.account ? actorOf(locals.account) : nobody
      const details = { identical, tampering }
      await recordAct(ledger, { ...by, act: 'verify-view', subject: String(view.id), details })
      return { verdict }
    }),
}
