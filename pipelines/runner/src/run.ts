import { availableParallelism, totalmem } from 'node:os'
import {
  type Actor,
  chosen,
  endRun,
  findLiveReason,
  findRun,
  type Ledger,
  owner,
  recordEdition,
  recordStep,
  requestRun,
  type RunPlan,
  type Scope,
  startRun,
  useEdition,
  withRunLock,
} from '@pejling/ledger'
import { readConfiguration } from '@pejling/operation'
import { errorLine } from './error-line.ts'
import { followRun } from './follow-run.ts'
import { keepCode } from './graph/code-store.ts'
import type { Budget, Executed, Progress, StepReport } from './graph/execute.ts'
import { type Planned, planRun } from './graph/plan.ts'
import { editionFile, type Home } from './home.ts'
import { keptSteps, nothing, type RunReport, stoppedBy } from './run-report.ts'
import { sweepAbandoned, sweepHalfMade } from './sweep-half-made.ts'

export type { Progress, ProgressEvent, StepReport } from './graph/execute.ts'
export type { RunReport } from './run-report.ts'

export type RunOptions = {
  scope?: Scope
  by?: Actor
  /** In a few plain words, never a person. */
  reason?: string
  progress?: Progress
  /** Cancels it at once. */
  signal?: AbortSignal
  budget?: Budget
}

/**
 * Brings the studies to an edition and makes it live: plan → steps → build beside → check → one pointer. Steps whose
 * output is there already are kept. If the data have a problem that stops, nothing is published and what was live stays.
 * Where a person chose an older edition, a run without changes does not undo that. What somebody else has asked for or
 * runs already is joined.
 *
 * @throws `cannot tell: …` if something that goes in could not be read, and what a step threw
 */
export async function run(home: Home, ledger: Ledger, options: RunOptions = {}): Promise<RunReport> {
  const { scope = {}, by = owner, reason = 'pejling run' } = options
  await sweepAbandoned(home, ledger)
  for (;;) {
    const planned = await planRun(home, ledger, scope)
    checkClear(planned.plan)
    if (planned.plan.upToDate) return keepLive(ledger, planned.plan, reason, by)
    if (!planned.plan.hash) return nothing(planned.plan)
    const { run, joined } = await requestRun(ledger, scope, by, reason)
    const leave = joined && options.progress ? followRun(ledger, run, options.progress) : undefined
    const report = await workOnRun(home, ledger, run, { ...options, planned }).finally(() => leave?.())
    if (report) return report
    // Somebody else ran it: then all is done, unless files have changed since.
    const other = await findRun(ledger, run)
    if (other?.status === 'cancelled') return { ...nothing(planned.plan), run, cancelled: true }
    if (other?.status === 'failed') throw new Error(`run ${run}: ${other.message ?? 'failed'}`)
  }
}

/**
 * Works on a run that waits, whoever asked for it.
 *
 * @param planned its plan, where one was made just now
 * @returns nothing if it no longer waits when its turn comes
 */
export async function workOnRun(
  home: Home,
  ledger: Ledger,
  id: number,
  { planned: early, ...options }: RunOptions & { planned?: Planned } = {},
): Promise<RunReport | undefined> {
  const asked = await findRun(ledger, id)
  if (!asked) throw new Error(`unknown run: ${id}`)
  return withRunLock(ledger, async ({ held, waited }) => {
    const planned = early && !waited ? early : await planRun(home, ledger, asked.scope)
    const { plan } = planned
    const steps = plan.steps.map((step, position) => ({
      ...{
        step: step.name,
        key: step.key ?? '',
        study: step.study,
        unit: step.unit,
        round: step.round,
        position,
      },
      status: step.action === 'reuse' ? ('kept' as const) : ('waiting' as const),
      ...{ reasons: JSON.stringify(step.reasons), last_milliseconds: step.lastMilliseconds },
      ...madeOf(planned, step.name),
    }))
    if (!(await startRun(ledger, id, { plan, steps, processId: process.pid }))) return undefined
    const by: Actor = { actor: asked.requested_by, role: asked.requested_role }
    const over = asked.scope.upload
    return carryOut({ home, ledger, id, planned, held, by, reason: asked.reason, over, ...options })
  })
}

type Carrying = Omit<RunOptions, 'scope'> & {
  home: Home
  ledger: Ledger
  id: number
  planned: Planned
  held: () => Promise<void>
  by: Actor
  reason: string
  /** The upload the run is for. */
  over?: Scope['upload']
}

async function carryOut(carrying: Carrying): Promise<RunReport> {
  const { home, ledger, id, planned, held, by, reason, over, signal } = carrying
  const { plan } = planned
  const stop = new AbortController()
  const watching = setInterval(() => void findRun(ledger, id).then(look, () => undefined), 400)
  const look = (run?: { cancelled_by: string | null }) => run?.cancelled_by && stop.abort()
  const signals = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])])
  try {
    checkClear(plan)
    await sweepHalfMade(home)
    if (!plan.hash) {
      await endRun(ledger, id, { status: 'failed', message: stoppedBy(plan.problems) })
      return { ...nothing(plan), run: id }
    }
    if (plan.upToDate && !over) {
      const report = await keepLive(ledger, plan, reason, by)
      await endRun(ledger, id, { status: 'done', edition: plan.hash, message: 'nothing changed' })
      return { ...report, run: id }
    }
    const { steps, problems, built } = plan.upToDate
      ? { steps: keptSteps(plan), problems: plan.problems, built: true }
      : await make(carrying, signals)
    if (!built) {
      await endRun(ledger, id, { status: 'failed', message: stoppedBy(problems) })
      return { ...nothing(plan), run: id, steps, problems }
    }
    const done = { ...nothing(plan), run: id, edition: plan.hash, steps, problems }
    if (over) {
      signals.throwIfAborted()
      await held()
      const { endUploadRun } = await import('./uploads/end-upload-run.ts')
      await endUploadRun({ home, ledger, run: id, planned, over, by, reason })
      return { ...done, live: over.to === 'trial' ? plan.live : plan.hash }
    }
    const { changedNumbers } = await import('./changed-numbers.ts')
    const { problemsRecorded } = await import('./graph/step-record.ts')
    const changed = await changedNumbers(home, plan.live, plan.hash)
    problems.push(...changed)
    if (changed.length) await recordStep(ledger, id, 'edition', problemsRecorded(changed))
    signals.throwIfAborted()
    await held()
    await recordEdition(ledger, { hash: plan.hash, codeVersion: planned.codes.edition.version, runId: id })
    await useEdition(ledger, plan.hash, reason, by)
    await endRun(ledger, id, { status: 'done', edition: plan.hash })
    return { ...done, live: plan.hash }
  } catch (problem) {
    if (signals.aborted) {
      await sweepHalfMade(home)
      await endRun(ledger, id, { status: 'cancelled' })
      return { ...nothing(plan), run: id, cancelled: true }
    }
    await endRun(ledger, id, { status: 'failed', message: errorLine(problem) }).catch(() => undefined)
    throw problem
  } finally {
    clearInterval(watching)
    await planned.hashes.save().catch(() => undefined)
  }
}

/** Works what is to be worked, and puts the edition together; a trial in a folder of its own. */
async function make(
  { home, ledger, id: run, planned, budget = defaultBudget(), held, over, progress = () => {} }: Carrying,
  signal: AbortSignal,
): Promise<Executed> {
  for (const code of Object.values(planned.codes)) await keepCode(home.cache, code)
  const { openTrials, trialFile } = await import('./uploads/trial-edition.ts')
  if (over?.to === 'trial') await openTrials(home)
  const edition = (over?.to === 'trial' ? trialFile : editionFile)(home, planned.plan.hash!)
  // A run that finds nothing to do does not load what does it.
  const { execute } = await import('./graph/execute.ts')
  const made = await execute({ home, edition, ledger, run, planned, budget, progress, signal, held })
  return { ...made, steps: inPlanOrder(made.steps, planned.plan) }
}

/** Steps end in whatever order the machine lets them; they are told as the plan has them. */
function inPlanOrder(steps: StepReport[], plan: RunPlan): StepReport[] {
  const place = ({ step }: StepReport) => plan.steps.findIndex(({ name }) => name === step)
  return steps.toSorted((a, b) => place(a) - place(b))
}

/** @throws `cannot tell: kora-2017/units/institution.csv: EACCES` */
function checkClear({ steps }: RunPlan): void {
  const whys = steps.flatMap(({ reasons }) =>
    reasons.flatMap((reason) => (reason.kind === 'cannot-tell' ? reason.why : [])),
  )
  if (whys.length) throw new Error(`cannot tell: ${whys.slice(0, 5).join('; ')}`)
}

/** The edition is there: it is made live, unless a person chose another one. */
async function keepLive(ledger: Ledger, plan: RunPlan, reason: string, by: Actor): Promise<RunReport> {
  const stays = plan.live !== undefined && (await findLiveReason(ledger)) === chosen
  if (!stays) await useEdition(ledger, plan.hash!, reason, by)
  const live = stays ? plan.live : plan.hash
  return { ...nothing(plan), edition: plan.hash, live, unchanged: true, steps: keptSteps(plan) }
}

function madeOf({ steps }: Planned, name: string): { code_version?: string; inputs?: string } {
  const step = steps.find((one) => one.name === name)
  return step ? { code_version: step.codeVersion, inputs: JSON.stringify(step.inputs) } : {}
}

function defaultBudget(): Budget {
  const { workers, memory } = readConfiguration(process.env)
  return {
    workers: workers ?? Math.min(4, availableParallelism()),
    memory: memory === undefined ? Math.floor(totalmem() / 2) : memory * 2 ** 20,
  }
}
