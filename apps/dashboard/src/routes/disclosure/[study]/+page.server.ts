import { assertThreshold, leastReason, mostReason, mostThreshold } from '@pejling/indicators'
import { actorOf, decideThreshold, may } from '@pejling/ledger'
import { getStudy } from '@pejling/warehouse'
import { fail, redirect } from '@sveltejs/kit'
import { studyProof } from '#lib/server/disclosure/study-proof.ts'
import { thresholdsOf } from '#lib/server/disclosure/study-thresholds.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { listNames } from '#lib/server/people.ts'
import type { Actions, PageServerLoad } from './$types'

const limits = { least: leastReason, mostLetters: mostReason, most: mostThreshold }

/** What of a study is hidden and how far it can be worked out, the smallest counts that are shown, and why. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const older = url.searchParams.get('edition')
  const edition = await editionFor(locals, older)
  const study = await answerable(getStudy(edition, params.study))
  const isLive = edition.hash === locals.editions.live?.hash
  return fromLedger(async ({ ledger }) => {
    const [{ open, thresholds, awaiting, decisions }] = await thresholdsOf(ledger, [study])
    const { id, title, units, synthetic, disclosure } = study
    return {
      study: { id, title, units, synthetic, openReason: disclosure?.open },
      proof: await studyProof(locals, edition, study),
      ...{ older: older ?? undefined, open, thresholds, awaiting: isLive ? awaiting : [] },
      decisions: decisions.map(({ study: _, ...one }) => one),
      people: await listNames(ledger),
      mayDecide: isLive && may(locals.account?.role, 'decide-thresholds'),
      saved: url.searchParams.has('saved'),
      limits,
    }
  })
}

export const actions: Actions = {
  /** Decides the smallest count of a unit; it counts from the next edition on. */
  decide: async ({ params, request, locals }) => {
    const text = await formText(request)
    const [unit, said, reason] = [text('unit'), text('threshold').trim(), text('reason')]
    const threshold = said === '' ? null : Number(said)
    const study = await answerable(getStudy(await editionFor(locals), params.study))
    const back = (status: number, problem: 'unit' | 'threshold' | 'reason' | 'changed') =>
      fail(status, { problem, unit, threshold: said, reason })
    try {
      assertThreshold(study, { unit, threshold, reason })
      const seen = Number(text('seen')) || 0
      const by = actorOf(locals.account!)
      await fromLedger(({ ledger }) =>
        decideThreshold(ledger, { study: study.id, unit, threshold, reason, seen, by }),
      )
    } catch (problem) {
      const [, field] = /^(unit|threshold|reason): /.exec((problem as Error).message) ?? []
      if (field) return back(400, field as 'unit')
      if (/: changed since decision /.test((problem as Error).message)) return back(409, 'changed')
      throw problem
    }
    redirect(303, `/disclosure/${study.id}?saved=yes`)
  },
}
