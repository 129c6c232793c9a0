import { actorOf, chosen, findLiveEdition, listEditions, useEdition } from '@pejling/ledger'
import { error, redirect } from '@sveltejs/kit'
import { comparisonCounts } from '#lib/editions/comparison-counts.ts'
import { comparisonFor } from '#lib/server/comparison.ts'
import { answerable } from '#lib/server/editions.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import type { Actions, PageServerLoad } from './$types'

/** What readers would see change, before it is done. */
export const load: PageServerLoad = async ({ params, locals }) => {
  const { live, known } = await fromLedger(async ({ ledger }) => ({
    live: await findLiveEdition(ledger),
    known: (await listEditions(ledger)).some(({ hash }) => hash === params.edition),
  }))
  if (!known) error(404, `unknown edition: ${params.edition}`)
  const edition = await answerable(locals.editions.get(params.edition))
  const from =
    live && live !== edition.hash ? await locals.editions.get(live).catch(() => undefined) : undefined
  const compared = from && (await comparisonFor(locals, [from, edition], 0))
  return {
    hash: edition.hash,
    live,
    moved: compared && { same: compared.same, ...comparisonCounts(compared) },
  }
}

export const actions: Actions = {
  /** Moves the one pointer; the answer offers to move it back. */
  default: async ({ params, locals }) => {
    const { before, moved } = await fromLedger(async ({ ledger }) => {
      const before = await findLiveEdition(ledger)
      try {
        const by = actorOf(locals.account!)
        return { before, moved: await useEdition(ledger, params.edition, chosen, by) }
      } catch (problem) {
        const { message } = problem as Error
        if (message.startsWith('unknown edition: ')) error(404, message)
        throw problem
      }
    })
    const told = new URLSearchParams({ used: params.edition })
    if (moved && before) told.set('before', before)
    if (!moved) told.set('already', 'yes')
    redirect(303, `/editions?${told}`)
  },
}
