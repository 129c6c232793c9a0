import { heldThresholds, isOpen } from '@pejling/indicators'
import {
  actorOf,
  chosen,
  findKeepRule,
  findLiveEdition,
  findRun,
  listEditions,
  listPins,
  pinEdition,
  unpinEdition,
  useEdition,
} from '@pejling/ledger'
import { listProvenance, listStudies } from '@pejling/warehouse'
import { error, fail, redirect } from '@sveltejs/kit'
import { editionFacts, unitContents } from '#lib/server/edition-facts.ts'
import { answerable } from '#lib/server/editions.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { listNames } from '#lib/server/people.ts'
import { studyNames } from '#lib/server/study-names.ts'
import type { Actions, PageServerLoad } from './$types'

/** One edition: what it holds, what each table is made of, who made it, and what keeps it. */
export const load: PageServerLoad = async ({ params, locals, url }) => {
  const known = await fromLedger(async ({ ledger }) => {
    const found = (await listEditions(ledger)).find(({ hash }) => hash === params.edition)
    if (!found) error(404, `unknown edition: ${params.edition}`)
    const run = found.run_id === null ? undefined : await findRun(ledger, found.run_id)
    return {
      ...{ madeAt: found.created_at, codeVersion: found.code_version, note: found.note ?? undefined },
      ...{ run: run && { id: run.id, by: run.requested_by, reason: run.reason } },
      live: await findLiveEdition(ledger),
      pins: (await listPins(ledger, found.hash)).map(({ kind, subject, reason }) => ({
        kind,
        subject,
        reason,
      })),
      ...{ last: await findKeepRule(ledger), people: await listNames(ledger) },
    }
  })
  const edition = await answerable(locals.editions.get(params.edition))
  const saved = url.searchParams.get('saved')
  return {
    ...known,
    hash: edition.hash,
    facts: await editionFacts(locals, edition.hash),
    contents: await unitContents(edition),
    provenance: await listProvenance(edition),
    closed: (await listStudies(edition))
      .filter((study) => !isOpen(study))
      .map((study) => ({
        ...{ id: study.id, title: study.title, units: study.units },
        thresholds: heldThresholds(study),
      })),
    names: await studyNames(edition),
    saved: saved === 'kept' || saved === 'letGo' ? (saved as 'kept' | 'letGo') : undefined,
  }
}

export const actions: Actions = {
  /** Moves the one pointer; the page of editions says so and offers to move it back. */
  use: async ({ params, locals }) => {
    const { before, moved } = await fromLedger(async ({ ledger }) => {
      const before = await findLiveEdition(ledger)
      const by = actorOf(locals.account!)
      return { before, moved: await knownEdition(useEdition(ledger, params.edition, chosen, by)) }
    })
    const told = new URLSearchParams({ used: params.edition })
    if (moved && before) told.set('before', before)
    if (!moved) told.set('already', 'yes')
    redirect(303, `/editions?${told}`)
  },
  keep: async ({ params, request, locals }) => {
    const reason = (await formText(request))('reason').trim().slice(0, 200)
    if (!reason) return fail(400, { problem: 'reason' as const })
    const pin = { hash: params.edition, kind: 'person' as const, reason }
    await fromLedger(({ ledger }) => knownEdition(pinEdition(ledger, pin, actorOf(locals.account!))))
    redirect(303, `/editions/${encodeURIComponent(params.edition)}?saved=kept`)
  },
  letGo: async ({ params, locals }) => {
    await fromLedger(({ ledger }) =>
      unpinEdition(ledger, { hash: params.edition, kind: 'person' }, actorOf(locals.account!)),
    )
    redirect(303, `/editions/${encodeURIComponent(params.edition)}?saved=letGo`)
  },
}

/** What was done with an edition, or 404 if there is none of that name. */
async function knownEdition<T>(doing: Promise<T>): Promise<T> {
  try {
    return await doing
  } catch (problem) {
    const { message } = problem as Error
    if (message.startsWith('unknown edition: ')) error(404, message)
    throw problem
  }
}
