import type { PlanReason, PlanStep, Scope } from '@pejling/ledger'
import { findCode } from './code-store.ts'
import type { StudyFolder } from '../study-folder.ts'
import type { FileHashes } from './file-hash.ts'
import type { Codes } from './keys.ts'
import type { LiveEdition } from './live-edition.ts'
import { reasonsFor } from './reasons.ts'
import { findMadeOf, findOutput, type StepOutput } from './step-cache.ts'
import type { PlannedStep } from './step.ts'

export type Judgement = { action: PlanStep['action']; reasons: PlanReason[]; output?: StepOutput }
export type Judging = {
  cache: string
  hashes: FileHashes
  codes: Codes
  scope: Scope
  live?: LiveEdition
  forced: Set<string>
  /** Steps that are to be worked, as far as they are judged. */
  worked: Set<string>
}

/** What is to become of a step, and why. What cannot be read is neither missing nor fresh. */
export async function judge(step: PlannedStep, folder: StudyFolder, judging: Judging): Promise<Judgement> {
  const { cache, hashes, forced, scope } = judging
  try {
    const found = await findOutput(cache, step.key, hashes)
    const output = found.state === 'whole' ? found.output : undefined
    if (forced.has(step.name))
      return { action: 'run', reasons: [{ kind: 'asked', from: scope.from! }], output }
    if (output) return { action: 'reuse', reasons: [], output }
    return { action: 'run', reasons: await whyWorked(step, folder, judging) }
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException
    const why = `what is kept of it cannot be read: ${code ?? message.split('\n')[0]}`
    return { action: 'cannot-tell', reasons: [{ kind: 'cannot-tell', why }] }
  }
}

async function whyWorked(
  step: PlannedStep,
  folder: StudyFolder,
  { cache, codes, live, worked }: Judging,
): Promise<PlanReason[]> {
  const before = live?.plan?.steps.find(({ name }) => name === step.name)
  if (before?.key === undefined) return [{ kind: 'first-time' }]
  const made = before.key === step.key ? undefined : await findMadeOf(cache, before.key)
  if (!made) {
    const upstream = step.after.filter((name) => worked.has(name))
    return [
      { kind: 'output-lost' },
      ...upstream.map((name): PlanReason => ({ kind: 'upstream', step: name })),
    ]
  }
  const code = await findCode(cache, made.codeVersion)
  const was = { made, code, contentOf: live!.contentOf }
  return reasonsFor(step, was, { code: codes[step.kind], folder })
}
