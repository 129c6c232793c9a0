import { findRun, findWorkState, listRuns, type RunStatus } from '@pejling/ledger'
import { danishDay } from '#lib/people/danish-day.ts'
import { freshness } from '#lib/runs/freshness.ts'
import { runProgress } from '#lib/runs/run-progress.ts'
import { seenRun } from '#lib/runs/seen-run.ts'
import { stepsOf } from '#lib/runs/seen-step.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { numberOf } from '#lib/server/number-of.ts'
import { listNames } from '#lib/server/people.ts'
import { listDatedRounds, studyNames } from '#lib/server/study-names.ts'
import type { PageServerLoad } from './$types'

const pageLength = 25
const drawn = 60
const statuses: readonly RunStatus[] = ['waiting', 'running', 'done', 'failed', 'cancelled']

/** What runs now, how fresh each round is, how long runs have taken, and a page of all of them. */
export const load: PageServerLoad = async ({ url, locals }) => {
  const status = statuses.find((status) => status === url.searchParams.get('status'))
  const by = url.searchParams.get('by') || undefined
  const before = numberOf(url.searchParams.get('before'))
  return fromLedger(async ({ ledger }) => {
    const [people, names, rounds, latest, work] = await Promise.all([
      listNames(ledger),
      studyNames(locals.edition),
      listDatedRounds(locals.edition),
      listRuns(ledger, { limit: drawn }),
      findWorkState(ledger),
    ])
    const found = await listRuns(ledger, { limit: pageLength + 1, before, status, by })
    const current = latest.find(({ status }) => status === 'running')
    const running = current && (await findRun(ledger, current.id))
    const today = danishDay(new Date())
    return {
      ...{ people, names, statuses: [...statuses] },
      runs: found.slice(0, pageLength).map((run) => seenRun(run, run.problems)),
      older: found.length > pageLength ? found[pageLength - 1].id : undefined,
      newest: before === undefined,
      asked: { ...(status && { status }), ...(by && { by }) } as { status?: RunStatus; by?: string },
      latest: latest.map((run) => seenRun(run)),
      now: running && { ...seenRun(running), progress: runProgress(stepsOf(running), new Date()) },
      waiting: latest.filter(({ status }) => status === 'waiting').length,
      workers: work.workers,
      fresh: rounds.map(({ study, rounds }) => ({ study, rounds: freshness(rounds, today) })),
      still: url.searchParams.has('still'),
      at: new Date(),
    }
  })
}
