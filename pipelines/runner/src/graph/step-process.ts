import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withoutPersons } from '@pejling/operation'
import { loadDuckDb } from '@pejling/warehouse'
import { errorLine } from '../error-line.ts'
import { type CodeVersion, codeVersion } from './code-version.ts'
import { openFileHashes } from './file-hash.ts'
import { type KindName, kinds } from './kinds.ts'
import { spill } from './step-cache.ts'
import type { StepProgress, Work, WorkGiven, WorkResult } from './step.ts'

/** What a process that works steps is asked, and what it answers. */
export type Asked = { kind: KindName; given: WorkGiven; cache: string }
export type Answer =
  | { progress: StepProgress }
  | { result: WorkResult; codeVersion: string; peakMemory: number }
  | { failed: string }

const loaded = new Map<KindName, { work: Work; code: CodeVersion }>()

process.on('message', (asked: Asked) => void answer(asked))
// Whoever asks has ended: nobody will take the result.
process.once('disconnect', () => process.exit())

async function answer({ kind, given, cache }: Asked): Promise<void> {
  try {
    const { work, code } = loaded.get(kind) ?? (await load(kind, cache))
    await copiesIn(given)
    resetPeak()
    const result = await work(given, (progress) =>
      say({ progress: { ...progress, log: progress.log && withoutPersons(progress.log) } }),
    )
    say({ result, codeVersion: code.version, peakMemory: peakMemory() })
  } catch (problem) {
    say({ failed: withoutValues(errorLine(problem)) })
  }
}

/** Copies a step makes of what it reads may hold persons: they lie in its own folder, which goes with it. */
async function copiesIn({ folder }: WorkGiven): Promise<void> {
  const copies = join(folder, spill)
  await mkdir(copies, { recursive: true, mode: 0o700 })
  process.env.TMPDIR = copies
}

/** Loaded first, read after: a source that changed in between is newer than this process, and that is refused. */
async function load(kind: KindName, cache: string): Promise<{ work: Work; code: CodeVersion }> {
  const work = (await kinds[kind].load()) as Work
  await loadDuckDb()
  const code = await codeVersion(kind, await openFileHashes(cache))
  loaded.set(kind, { work, code })
  return { work, code }
}

function say(answer: Answer): void {
  if (process.connected) process.send!(answer)
}

/** DuckDB quotes the value it could not work with, which may be a person's. */
function withoutValues(line: string): string {
  const [, kind] = /^((?:Conversion|Invalid Input|Out of Range|Constraint|Cast) Error): /.exec(line) ?? []
  return kind ? `${kind}: found a value it could not work with` : line
}

/** From here on the peak is this step's (Linux; elsewhere it is the process's). */
function resetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // Not Linux, or not allowed: then the peak may be an earlier step's.
  }
}

function peakMemory(): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return Number(kilobytes) * 1024
  } catch {
    return process.resourceUsage().maxRSS * 1024
  }
}
