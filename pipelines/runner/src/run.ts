import { access, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '@pejling/indicators'
import {
  type Actor,
  endRun,
  chosen,
  findLiveEdition,
  findLiveReason,
  type Ledger,
  listEditions,
  owner,
  recordEdition,
  recordStep,
  requestRun,
  startRun,
  useEdition,
  withRunLock,
} from '@pejling/ledger'
import { buildEdition } from '@pejling/warehouse'
import { errorLine } from './error-line.ts'
import { editionFile, type Home } from './home.ts'
import { type Plan, plan, provenanceOf, type Step } from './plan.ts'
import { changedNumbers } from './changed-numbers.ts'
import { unitRows } from './derive-work.ts'
import { findOutput, makeOutput, type StepOutput } from './step-cache.ts'
import { readStudyFolders } from './study-folder.ts'

export type StepReport = {
  step: string
  status: 'done' | 'kept' | 'failed'
  milliseconds: number
  rows: number
}
export type Progress = (event: { step: string; index: number; of: number; report?: StepReport }) => void

export type RunReport = {
  /** The edition these data and this code add up to; missing if a problem stopped the run. */
  edition?: string
  live?: string
  /** True if the edition was there already and nothing was worked. */
  unchanged: boolean
  steps: StepReport[]
  problems: Problem[]
}

/**
 * Brings the studies to an edition and makes it live: plan → steps → build beside → check → one pointer. Steps whose
 * output is there already are kept. If the data have a problem that stops, nothing is published and what was live
 * stays. Where a person chose an older edition, a run without changes does not undo that.
 */
export async function run(
  home: Home,
  ledger: Ledger,
  {
    progress = () => {},
    reason = 'pejling run',
    by = owner,
  }: { progress?: Progress; reason?: string; by?: Actor } = {},
): Promise<RunReport> {
  return withRunLock(ledger, async () => {
    const planned = await plan(await readStudyFolders(home.studies))
    const live = await findLiveEdition(ledger)
    const stopped = planned.problems.some(({ severity }) => severity === 'stops')
    if (stopped) return { live, unchanged: false, steps: [], problems: planned.problems }
    if (await isBuilt(home, ledger, planned.hash)) {
      const stays = live !== undefined && (await findLiveReason(ledger)) === chosen
      if (!stays) await useEdition(ledger, planned.hash, reason, by)
      const steps = planned.steps.map(({ name }) => ({
        step: name,
        status: 'kept' as const,
        milliseconds: 0,
        rows: 0,
      }))
      return {
        edition: planned.hash,
        live: stays ? live : planned.hash,
        unchanged: true,
        steps,
        problems: planned.problems,
      }
    }
    return work(home, ledger, planned, { reason, progress, by })
  })
}

async function isBuilt(home: Home, ledger: Ledger, hash: string): Promise<boolean> {
  const known = (await listEditions(ledger)).some((edition) => edition.hash === hash)
  const there = await access(editionFile(home, hash)).then(
    () => true,
    () => false,
  )
  return known && there
}

async function work(
  home: Home,
  ledger: Ledger,
  planned: Plan,
  { reason, progress, by }: { reason: string; progress: Progress; by: Actor },
): Promise<RunReport> {
  await sweep(home)
  const { run: runId } = await requestRun(ledger, {}, by, reason)
  const started = await startRun(ledger, runId, {
    plan: { scope: {}, upToDate: false, steps: [], untouched: [], problems: [] },
    steps: planned.steps.map(({ name, key }) => ({ step: name, key, status: 'waiting' })),
    processId: process.pid,
  })
  if (!started) throw new Error('run: cancelled')
  const steps: StepReport[] = []
  const problems = [...planned.problems]
  const done = new Map<string, StepOutput>()
  const of = planned.steps.length + 1
  try {
    for (const [index, step] of planned.steps.entries()) {
      progress({ step: step.name, index, of })
      const { report, output } = await take(home, ledger, runId, step, done)
      done.set(step.name, output)
      steps.push(report)
      problems.push(...output.problems)
      progress({ step: step.name, index, of, report })
      if (report.status === 'failed') break
    }
    if (problems.some(({ severity }) => severity === 'stops')) {
      await endRun(ledger, runId, { status: 'failed', message: 'problems in the data' })
      return { live: await findLiveEdition(ledger), unchanged: false, steps, problems }
    }
    const edition = { step: 'edition', index: of - 1, of }
    progress(edition)
    const live = await findLiveEdition(ledger)
    const milliseconds = await timed(() => build(home, planned, done, live))
    problems.push(...(await changedNumbers(home, live, planned.hash)))
    await recordEdition(ledger, { hash: planned.hash, codeVersion: planned.codeVersion, runId })
    await useEdition(ledger, planned.hash, reason, by)
    await endRun(ledger, runId, { status: 'done', edition: planned.hash })
    const report: StepReport = { step: 'edition', status: 'done', milliseconds, rows: 0 }
    progress({ ...edition, report })
    return {
      edition: planned.hash,
      live: planned.hash,
      unchanged: false,
      steps: [...steps, report],
      problems,
    }
  } catch (error) {
    await endRun(ledger, runId, { status: 'failed', message: errorLine(error) }).catch(() => undefined)
    throw error
  }
}

async function take(
  home: Home,
  ledger: Ledger,
  runId: number,
  step: Step,
  done: Map<string, StepOutput>,
): Promise<{ report: StepReport; output: StepOutput }> {
  const { name, key } = step
  const kept = await findOutput(home.cache, key)
  let output = kept
  const milliseconds = await timed(async () => {
    output ??= await makeOutput(home.cache, key, (folder) => step.work(folder, done))
  })
  const failed = output!.problems.some(({ severity }) => severity === 'stops')
  const status = failed ? 'failed' : kept ? 'kept' : 'done'
  const { rows } = output!
  await recordStep(ledger, runId, name, { status, rows, milliseconds })
  return { report: { step: name, status, milliseconds, rows }, output: output! }
}

async function build(
  home: Home,
  planned: Plan,
  done: Map<string, StepOutput>,
  live: string | undefined,
): Promise<void> {
  const studies = planned.contents.map(({ folder, parsed }) => {
    const own = planned.steps.filter(({ study }) => study === folder.id)
    const derives = own.flatMap((step) => step.derives ?? [])
    const parts = unitRows(
      own.filter(({ unit }) => unit),
      derives,
      done,
    )
    const collected = [...new Set(parts.map(({ unit }) => unit))]
    const units = Object.fromEntries(collected.map((id) => [id, parts.filter(({ unit }) => unit === id)]))
    const checkResults = done.get(`check/${folder.id}`)?.files['checks.parquet']
    const published = done.get(`published/${folder.id}`)?.files
    const outputs = own.map(({ name }) => done.get(name)!)
    return {
      study: parsed.study,
      codebook: parsed.codebook!,
      tables: parsed.tables,
      problems: [...parsed.problems, ...outputs.flatMap(({ problems }) => problems)],
      units,
      indicators: parsed.indicators,
      checks: parsed.checks,
      checkResults,
      cells: published?.['cells.parquet'],
      findings: published?.['findings.parquet'],
      files: folder.files,
    }
  })
  const { hash, codeVersion } = planned
  const content = { hash, codeVersion, studies, provenance: provenanceOf(planned) }
  await buildEdition(editionFile(home, hash), content, {}, { from: live && editionFile(home, live) })
}

/** Removes what killed processes left half made; nothing of it was ever acknowledged. */
async function sweep(home: Home): Promise<void> {
  for (const folder of [home.cache, home.editions])
    for (const name of await readdir(folder))
      if (/\.(making|building|building\.wal)$/.test(name))
        await rm(join(folder, name), { recursive: true, force: true })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
