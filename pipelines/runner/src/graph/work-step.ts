import { join } from 'node:path'
import type { Ledger } from '@pejling/ledger'
import type { Home } from '../home.ts'
import { codersOf } from '../uploads/coders-of.ts'
import { pseudonymsOf } from '../uploads/pseudonyms-of.ts'
import { sameAsLive } from './early-cut-off.ts'
import type { Planned } from './plan.ts'
import type { Pool, Worked } from './pool.ts'
import { adoptOutput, makeOutput, spill, type StepOutput } from './step-cache.ts'
import type { PlannedStep, StepProgress, WorkGiven } from './step.ts'

/** What a step is worked with: `left` is what the steps before it left, and takes what it leaves. */
export type StepWorking = {
  home: Home
  ledger: Ledger
  planned: Planned
  pool: Pool
  left: Map<string, StepOutput>
  /** The key of every step in the live edition: what comes to the same as there is not worked. */
  before?: Map<string, string | undefined>
}

/** What became of a step; `kept`: it did not have to be worked after all. */
export type StepMade = { output: StepOutput; different: string[]; peakMemory?: number; kept?: true }

/**
 * Works one step into the cache. What it read is what its key says, or it is not kept.
 *
 * @throws what its work threw, `code: changed while …`, `a/units/b.csv: changed while it was read; run again`
 */
export async function workStep(
  working: StepWorking,
  step: PlannedStep,
  limits: WorkGiven['limits'],
  report: (progress: StepProgress) => void,
): Promise<StepMade> {
  const { home, planned, pool, left, before } = working
  const { inputs, parameters, codeVersion, key } = step
  const of = { inputs, parameters, codeVersion }
  const cached = { cache: home.cache, hashes: planned.hashes }
  const same = planned.forced.has(step.name)
    ? undefined
    : await sameAsLive(step, before?.get(step.name), left, cached)
  if (same !== undefined) {
    report({ log: 'what the steps before it left is what it was made of before: its output is kept' })
    const output = await adoptOutput(home.cache, { from: same, to: key }, of)
    left.set(step.name, output)
    return { output, different: [], kept: true }
  }
  let worked: Worked | undefined
  const made = await makeOutput(home.cache, key, of, async (folder) => {
    const given = stepGiven(working, step, { folder, limits })
    const pseudonyms = await pseudonymsOf(working, given)
    const coders = await codersOf(working, step.kind, given)
    worked = await pool.work(step.kind, withContext(given, { pseudonyms, coders }), report)
    if (worked.codeVersion !== codeVersion)
      throw new Error('code: changed while the run was under way; run again')
    await checkUnchanged(planned, step)
    return worked
  })
  left.set(step.name, made.output)
  return { ...made, peakMemory: worked?.peakMemory }
}

/** What the work of a step is given. */
export function stepGiven(
  { planned: { contents }, left }: Pick<StepWorking, 'planned' | 'left'>,
  { name, study, unit, round, parameters, context, files, after }: PlannedStep,
  { folder, limits }: Pick<WorkGiven, 'folder' | 'limits'>,
): WorkGiven {
  const there = contents.find((content) => content.folder.id === study)!.folder.files
  const place = (path: string) => there.find((file) => file.path === path)!.file
  return {
    ...{ name, study, unit, round, parameters, context, folder },
    limits: { ...limits, spill: join(folder, spill) },
    files: Object.fromEntries(files.map((path) => [path, place(path)])),
    outputs: Object.fromEntries(after.map((before) => [before, left.get(before)!.files])),
  }
}

function withContext(given: WorkGiven, more: object): WorkGiven {
  return { ...given, context: { ...(given.context as object), ...more } as WorkGiven['context'] }
}

async function checkUnchanged({ contents, hashes }: Planned, step: PlannedStep): Promise<void> {
  const { folder } = contents.find((content) => content.folder.id === step.study)!
  for (const { path, file, sha256 } of folder.files)
    if (step.files.includes(path) && (await hashes.hash(file)).sha256 !== sha256)
      throw new Error(`${step.study}/${path}: changed while it was read; run again`)
}
