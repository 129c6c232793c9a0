import type { FileHashes } from './file-hash.ts'
import { findMade, findOutput, type StepOutput } from './step-cache.ts'
import type { PlannedStep } from './step.ts'

/**
 * The key a step had in the live edition, if all it is made of holds the same now that the steps before it are done: its
 * code, what it is told, its files, and, byte for byte, what those steps left, whatever they were made of. What it left
 * then is what it would leave now.
 *
 * @param before its key in the live edition; nothing where it has none there
 * @param left what the steps before it left
 */
export async function sameAsLive(
  step: PlannedStep,
  before: string | undefined,
  left: Map<string, StepOutput>,
  { cache, hashes }: { cache: string; hashes: FileHashes },
): Promise<string | undefined> {
  if (before === undefined || before === step.key || !step.after.length) return undefined
  const was = (await findMade(cache, before))?.made
  if (!was || was.codeVersion !== step.codeVersion) return undefined
  if (JSON.stringify(was.parameters) !== JSON.stringify(step.parameters)) return undefined
  const names = Object.keys(step.inputs)
  if (names.length !== Object.keys(was.inputs).length) return undefined
  for (const name of names) {
    const [old, now] = [was.inputs[name], step.inputs[name]]
    if (old === undefined) return undefined
    if (old === now) continue
    if (!step.after.includes(name)) return undefined
    const files = (await findMade(cache, old))?.files
    if (!files || !isSame(files, left.get(name)!.sha256)) return undefined
  }
  return (await findOutput(cache, before, hashes)).state === 'whole' ? before : undefined
}

function isSame(before: Record<string, { sha256: string }>, now: Record<string, string>): boolean {
  const names = Object.keys(before)
  return names.length === Object.keys(now).length && names.every((name) => before[name].sha256 === now[name])
}
