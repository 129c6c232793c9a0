import {
  actorOf,
  findLatestRun,
  findPlan,
  findWorkState,
  requestPlan,
  requestRun,
  type RunPlan,
} from '@pejling/ledger'
import { error, fail, redirect } from '@sveltejs/kit'
import { scopeOfChoice } from '#lib/runs/scope-choice.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { numberOf } from '#lib/server/number-of.ts'
import { seenProblems } from '#lib/server/seen-problems.ts'
import { listDatedRounds, studyNames } from '#lib/server/study-names.ts'
import type { Actions, PageServerLoad } from './$types'

/** What may be chosen, and the plan its address names: still being made, made, or why there is none. */
export const load: PageServerLoad = async ({ url, locals }) =>
  fromLedger(async ({ ledger }) => {
    const id = numberOf(url.searchParams.get('plan'))
    const [names, rounds, latest, work, plan] = await Promise.all([
      studyNames(locals.edition),
      listDatedRounds(locals.edition),
      findLatestRun(ledger),
      findWorkState(ledger),
      id === undefined ? undefined : findPlan(ledger, id),
    ])
    if (url.searchParams.has('plan') && !plan) error(404, 'plan: expected one of the last week, found none')
    return {
      names,
      studies: rounds.map(({ study, rounds }) => ({ id: study, rounds: rounds.map(({ id }) => id) })),
      /** Steps that a run may begin at: those of the latest one. */
      steps: (latest?.steps ?? []).map(({ step, study, unit, round }) => ({
        name: step,
        study,
        unit,
        round,
      })),
      plan: plan && {
        ...{ id: plan.id, status: plan.status, scope: plan.scope, message: plan.message ?? undefined },
        ...{
          content: plan.content ? await seenPlan(locals, plan.content) : undefined,
          at: plan.made_at ?? plan.requested_at,
        },
      },
      workers: work.workers,
      still: url.searchParams.has('still'),
      at: new Date(),
    }
  })

/** A plan with its problems as the one who asks may see them. */
async function seenPlan(locals: App.Locals, plan: RunPlan): Promise<RunPlan> {
  return { ...plan, problems: await seenProblems(locals, plan, plan.problems) }
}

export const actions: Actions = {
  /** Asks the worker for a plan and waits for it on its own page. */
  plan: async ({ request, locals }) => {
    const text = await formText(request)
    const scope = scopeOfChoice(text('scope'), text('from'))
    const plan = await fromLedger(({ ledger }) => requestPlan(ledger, scope, actorOf(locals.account!)))
    redirect(303, `/runs/new?plan=${plan}`)
  },
  /** Asks for a run of what a plan was for; one that was asked for already is joined. */
  run: async ({ request, locals }) => {
    const id = numberOf((await formText(request))('plan'))
    const asked = await fromLedger(async ({ ledger }) => {
      const plan = id === undefined ? undefined : await findPlan(ledger, id)
      return plan && requestRun(ledger, plan.scope, actorOf(locals.account!), 'dashboard')
    })
    if (!asked) return fail(400, { problem: 'no-plan' as const })
    redirect(303, `/runs/${asked.run}${asked.joined ? '?joined=yes' : ''}`)
  },
}
