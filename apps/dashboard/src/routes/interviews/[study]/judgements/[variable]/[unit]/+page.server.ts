import { actorOf, judgeUnit, settleJudgement } from '@pejling/ledger'
import { listJudgements } from '@pejling/warehouse'
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { judgementLink } from '#lib/agreement/agreement-links.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { openJudgements } from '#lib/server/interviews/coding-room.ts'
import type { Actions, PageServerLoad } from './$types'

/** One unit to judge or to settle. */
export const load: PageServerLoad = async (event) => {
  const { study, variable, state } = await asked(event)
  return { study, variable, state, saved: event.url.searchParams.has('saved') }
}

export const actions: Actions = {
  judge: (event) => decide(event, judgeUnit),
  settle: (event) => decide(event, settleJudgement),
}

async function decide(event: RequestEvent, put: typeof judgeUnit) {
  const text = await formText(event.request)
  const note = text('note').slice(0, 1000)
  const { edition, study, variable, state } = await asked(event)
  const chosen = [...variable.categories!.map(({ id }) => id), 'not_codable'].find(
    (id) => id === text('value'),
  )
  if (!chosen) return fail(400, { problem: 'value' as const, note })
  const { unit } = state
  const before = (await listJudgements(edition, study.id)).filter(
    (one) => one.variable === variable.id && one.unit === unit,
  )
  const judged = {
    study: study.id,
    variable: variable.id,
    unit,
    note,
    before,
    by: actorOf(event.locals.account!),
  }
  try {
    await fromLedger(({ ledger }) =>
      put(ledger, { ...judged, ...(chosen === 'not_codable' ? {} : { value: chosen }) }),
    )
  } catch (problem) {
    // Somebody else was first: the page tells how it stands now.
    if (problem instanceof Error && problem.message.startsWith('judgement: '))
      return fail(409, { problem: 'late' as const, note })
    throw problem
  }
  redirect(303, judgementLink(study.id, variable.id, unit, 'saved'))
}

async function asked(event: RequestEvent) {
  const { found, ...room } = await openJudgements(event)
  const variable = found.variables.find(({ id }) => id === event.params.variable)
  const state = found.states.find((one) => one.variable === variable?.id && one.unit === event.params.unit)
  if (!variable || !state) error(404, 'unknown judgement')
  return { ...room, variable, state }
}
