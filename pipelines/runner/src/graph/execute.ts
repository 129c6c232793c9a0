import { availableParallelism } from 'node:os'
import type { Problem } from '@pejling/indicators'
import { findLastSteps, findPlanOfEdition, type LastStep, type Ledger } from '@pejling/ledger'
import type { Home } from '../home.ts'
import { editionGiven, makeEdition } from './edition.ts'
import type { Planned } from './plan.ts'
import { openPool, type Pool } from './pool.ts'
import { schedule } from './schedule.ts'
import type { StepOutput } from './step-cache.ts'
import { openStepRecord, problemsRecorded, warningsOf } from './step-record.ts'
import type { PlannedStep, StepProgress } from './step.ts'
import { workStep } from './work-step.ts'

export type StepReport = {
  step: string
  status: 'done' | 'kept' | 'failed'
  milliseconds: number
  rows: number
}
/** A step has begun, is so far, or has ended (`report`). */
export type ProgressEvent = {
  step: string
  index: number
  of: number
  /** When it was last worked. */
  lastMilliseconds?: number
  progress?: StepProgress
  report?: StepReport
}
export type Progress = (event: ProgressEvent) => void

export type Budget = { workers: number; memory: number }
export type Executing = {
  home: Home
  /** The file the edition is put into. */
  edition: string
  ledger: Ledger
  run: number
  planned: Planned
  budget: Budget
  progress: Progress
  signal: AbortSignal
  /** Throws if this process may no longer publish. */
  held: () => Promise<void>
}

/** What every step did, the problems, and whether the edition is there. */
export type Executed = { steps: StepReport[]; problems: Problem[]; built: boolean }

/**
 * Carries out a plan: its steps side by side, then the edition, unless a problem stopped one of them. Nothing is made
 * live here.
 *
 * @throws what a step threw, and `step: cancelled` after the signal
 */
export async function execute(given: Executing): Promise<Executed> {
  const { planned, budget, ledger, home, signal } = given
  const { plan, steps, outputs, forced } = planned
  const toDo = steps.filter(({ name }) => forced.has(name) || !outputs.has(name))
  const last = await findLastSteps(ledger, [...toDo.map(({ name }) => name), 'edition'])
  const pool = openPool(home.cache)
  const stop = () => void pool.kill()
  signal.addEventListener('abort', stop)
  const reports: StepReport[] = []
  const problems = [...plan.problems] as Problem[]
  const left = new Map(outputs)
  const before = await keysOfLive(given)
  const step = stepWorker({ ...given, pool, last, left, before })
  for (const { name } of steps.filter((kept) => !toDo.includes(kept))) {
    const { rows, problems: known } = outputs.get(name)!
    reports.push({ step: name, status: 'kept', milliseconds: 0, rows })
    problems.push(...known)
    const index = plan.steps.findIndex((planStep) => planStep.name === name)
    given.progress({ step: name, index, of: plan.steps.length, report: reports.at(-1) })
  }
  try {
    signal.throwIfAborted()
    const names = new Set(toDo.map(({ name }) => name))
    const tasks = toDo.map(({ name, after, memory }) => ({
      ...{ name, memory, after: after.filter((before) => names.has(before)) },
      last: last.get(name)?.milliseconds ?? 0,
    }))
    await schedule(tasks, budget, async (name, memory) => {
      const { report, found } = await step(
        toDo.find((one) => one.name === name)!,
        memory,
      )
      reports.push(report)
      problems.push(...found)
      return report.status !== 'failed'
    })
    const order = new Map(plan.steps.map(({ name }, index) => [name, index]))
    reports.sort((a, b) => order.get(a.step)! - order.get(b.step)!)
    if (problems.some(({ severity }) => severity === 'stops'))
      return { steps: reports, problems, built: false }
    if (plan.steps.at(-1)!.action === 'run')
      reports.push(await workEdition({ ...given, pool, last, left, before }))
    return { steps: reports, problems, built: true }
  } finally {
    signal.removeEventListener('abort', stop)
    await pool.kill()
  }
}

/** The key of every step in the live edition; none where nothing is live. */
async function keysOfLive({ ledger, planned }: Executing): Promise<Map<string, string | undefined>> {
  const { live } = planned.plan
  const made = live === undefined ? undefined : await findPlanOfEdition(ledger, live)
  return new Map(made?.plan?.steps.map(({ name, key }) => [name, key]))
}

type Working = Executing & {
  pool: Pool
  last: Map<string, LastStep>
  left: Map<string, StepOutput>
  before: Map<string, string | undefined>
}

function stepWorker(working: Working) {
  return (step: PlannedStep, memory: number): Promise<{ report: StepReport; found: Problem[] }> =>
    recorded(
      working,
      step.name,
      async (report) => {
        const { output, ...made } = await workStep(working, step, limitsOf(working, memory), report)
        return { ...output, ...made }
      },
      working.last.get(step.name),
    )
}

async function workEdition(working: Working): Promise<StepReport> {
  const { home, edition, planned, pool, left, held, last } = working
  const { report } = await recorded(
    working,
    'edition',
    async (report) => {
      let peakMemory: number | undefined
      const different = await makeEdition(edition, async (folder) => {
        const limits = limitsOf(working, working.budget.memory)
        const worked = await pool.work(
          'edition',
          editionGiven(home, planned, left, { folder, limits }),
          report,
        )
        if (worked.codeVersion !== planned.codes.edition.version)
          throw new Error('code: changed while the run was under way; run again')
        peakMemory = worked.peakMemory
        await held()
      })
      return { rows: 0, problems: [], different, peakMemory }
    },
    last.get('edition'),
  )
  return report
}

type Outcome = {
  rows: number
  problems: Problem[]
  different: string[]
  peakMemory?: number
  /** It did not have to be worked after all. */
  kept?: true
}

/** Works something as a step of the run: its progress, its end and how it compares are written down. */
async function recorded(
  { ledger, run, planned: { plan }, progress }: Executing,
  name: string,
  work: (report: (progress: StepProgress) => void) => Promise<Outcome>,
  last: LastStep | undefined,
): Promise<{ report: StepReport; found: Problem[] }> {
  const index = plan.steps.findIndex((step) => step.name === name)
  const event = { step: name, index, of: plan.steps.length, lastMilliseconds: last?.milliseconds }
  const record = openStepRecord(ledger, run, name)
  const begun = performance.now()
  await record.end({ status: 'running', started_at: new Date() })
  progress(event)
  try {
    const { rows, problems, different, peakMemory, kept } = await work((now) => {
      record.progress(now)
      progress({ ...event, progress: record.now() })
    })
    const milliseconds = performance.now() - begun
    const stopped = problems.some(({ severity }) => severity === 'stops')
    const status = stopped ? ('failed' as const) : kept ? ('kept' as const) : ('done' as const)
    await record.end({
      ...{ status, rows, milliseconds, ended_at: new Date(), peak_memory: peakMemory },
      ...(stopped ? {} : { share: 1 }),
      ...problemsRecorded(problems),
      warnings: JSON.stringify(warningsOf(last, { rows, milliseconds, problems, different })),
    })
    const report: StepReport = { step: name, status, milliseconds, rows }
    progress({ ...event, report })
    return { report, found: problems }
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : String(problem)
    const status = message === 'step: cancelled' ? ('cancelled' as const) : ('failed' as const)
    await record.end({ status, message, ended_at: new Date() }).catch(() => undefined)
    throw problem
  }
}

/** DuckDB gets two thirds of a step's memory: the rest of the process needs some too. */
function limitsOf({ budget }: Executing, memory: number): { memory: string; threads: number } {
  const threads = Math.max(1, Math.floor(availableParallelism() / budget.workers))
  return { memory: `${Math.max(128, Math.floor((memory * 2) / 3 / 2 ** 20))}MB`, threads }
}
