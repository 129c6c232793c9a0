import { actorOf, setRoundFacts } from '@pejling/ledger'
import { fail, redirect } from '@sveltejs/kit'
import { type FactsProblem, factsOf, factsProblems, fieldsOf } from '#lib/rounds/round-facts.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { numberOf } from '#lib/server/number-of.ts'
import { askedOf, roundToSay } from '#lib/server/uploads/round-to-say.ts'
import type { Actions, PageServerLoad } from './$types'

/** What a round is, and a form to say it otherwise. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const { study, facts, ...known } = await roundToSay(locals, params.study, params.round)
  return {
    ...known,
    study: askedOf(study),
    label: facts?.label.da ? facts.label : undefined,
    values: facts ? fieldsOf(facts) : {},
    upload: numberOf(url.searchParams.get('upload') ?? ''),
    done: url.searchParams.has('done'),
  }
}

export const actions: Actions = {
  /** Says what the round is. What was checked of it is checked anew. */
  save: async ({ params, url, request, locals }) => {
    const text = await formText(request)
    const { study, from, facts: before } = await roundToSay(locals, params.study, params.round)
    const units = study.units.filter(({ rounds }) => rounds).map(({ id }) => id)
    const said = factsOf(text, units)
    const back = (status: number, problem: 'facts' | 'changed' | 'busy', wrong: FactsProblem[] = []) =>
      fail(status, { problem, wrong, values: fieldsOf(said) })
    if (from === 'folder') return back(409, 'changed')
    const wrong = factsProblems(params.round, said, study, study.instruments ?? [])
    if (wrong.length) return back(400, 'facts', wrong)
    // A note is written in a round.yaml only; the form does not ask for it and does not lose it.
    const facts = { ...said, ...(from === 'ledger' && before?.note && { note: before.note }) }
    const seenVersion = numberOf(text('seen')) ?? 0
    const refused = await fromLedger(({ ledger }) =>
      setRoundFacts(ledger, {
        ...{ study: study.id, round: params.round, facts, seenVersion, by: actorOf(locals.account!) },
      }).then(
        () => undefined,
        (problem: Error) => {
          if (/: changed since version/.test(problem.message)) return 'changed' as const
          if (/: expected nothing under way/.test(problem.message)) return 'busy' as const
          throw problem
        },
      ),
    )
    if (refused) return back(409, refused)
    const upload = numberOf(url.searchParams.get('upload') ?? '')
    redirect(
      303,
      upload ? `/rounds/${upload}?done=facts` : `/rounds/facts/${params.study}/${params.round}?done=yes`,
    )
  },
}
