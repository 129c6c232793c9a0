import { actorOf, cancelRun, findRun } from '@pejling/ledger'
import { error, redirect } from '@sveltejs/kit'
import { runProgress } from '#lib/runs/run-progress.ts'
import { seenRun } from '#lib/runs/seen-run.ts'
import { stepsOf } from '#lib/runs/seen-step.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { numberOf } from '#lib/server/number-of.ts'
import { listNames } from '#lib/server/people.ts'
import { seenProblems } from '#lib/server/seen-problems.ts'
import { studyNames } from '#lib/server/study-names.ts'
import type { Actions, PageServerLoad } from './$types'

/** One run as it stands now: who, why, how far, and what each of its steps said. */
export const load: PageServerLoad = async ({ params, url, locals }) =>
  fromLedger(async ({ ledger }) => {
    const id = numberOf(params.run)
    const run = id === undefined ? undefined : await findRun(ledger, id)
    if (!run) error(404, 'run: expected the number of one, found none')
    const at = new Date()
    const steps = await Promise.all(
      stepsOf(run).map(async (step) => ({
        ...step,
        problems: await seenProblems(locals, run.plan, step.problems),
      })),
    )
    return {
      run: {
        ...seenRun(
          run,
          steps.reduce((sum, { problemCount }) => sum + problemCount, 0),
        ),
        ...{ message: run.message ?? undefined, cancelledBy: run.cancelled_by ?? undefined },
        ...{ askedAgain: run.asked_again, before: run.plan?.live },
      },
      plan: run.plan && {
        problems: await seenProblems(locals, run.plan, run.plan.problems),
        run: run.plan.steps.filter(({ action }) => action === 'run').length,
        reuse: run.plan.steps.filter(({ action }) => action === 'reuse').length,
      },
      ...{ steps, progress: runProgress(steps, at), at },
      people: await listNames(ledger),
      names: await studyNames(locals.edition),
      joined: url.searchParams.has('joined'),
      tooLate: url.searchParams.has('late'),
      still: url.searchParams.has('still'),
    }
  })

export const actions: Actions = {
  cancel: async ({ params, locals }) => {
    const id = numberOf(params.run)
    const cancelled = await fromLedger(async ({ ledger }) => {
      try {
        return id !== undefined && (await cancelRun(ledger, id, actorOf(locals.account!)))
      } catch (problem) {
        if ((problem as Error).message.startsWith('unknown run: '))
          error(404, 'run: expected the number of one, found none')
        throw problem
      }
    })
    redirect(303, `/runs/${params.run}${cancelled ? '' : '?late=yes'}`)
  },
}
