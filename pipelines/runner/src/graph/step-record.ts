import type { Problem } from '@pejling/indicators'
import { type Ledger, type LastStep, recordStep, type RunStepUpdate, type StepWarning } from '@pejling/ledger'
import type { StepProgress } from './step.ts'

/** How often progress is written down at most, in milliseconds. */
const beat = 300
/** How many lines of a step's log and problems are kept. */
const lines = 200
const named = 20

/** What a step has to show while it is worked, written to the ledger some times a second. */
export type StepRecord = {
  now(): StepProgress
  progress(progress: StepProgress): void
  end(changes: RunStepUpdate): Promise<void>
}

export function openStepRecord(ledger: Ledger, run: number, step: string): StepRecord {
  const state: StepProgress = {}
  const log: string[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  const changes = (): RunStepUpdate => ({
    ...{ rows: state.rows, bytes: state.bytes, share: state.share },
    log: JSON.stringify(log),
  })
  // Progress that cannot be written down is no reason to end: if the ledger is gone, the end of the step says so.
  const write = () => {
    timer = undefined
    writing = writing.then(() => recordStep(ledger, run, step, changes()).catch(() => undefined))
  }
  return {
    now: () => state,
    progress({ log: line, ...progress }) {
      Object.assign(state, progress)
      if (line && log.length < lines) log.push(line)
      timer ??= setTimeout(write, beat)
    },
    async end(end) {
      clearTimeout(timer)
      await writing
      await recordStep(ledger, run, step, { ...changes(), ...end })
    },
  }
}

/** Problems as the ledger keeps them: the first twenty, and how many there are of each rule. */
export function problemsRecorded(problems: Problem[]): Pick<RunStepUpdate, 'problems' | 'problem_counts'> {
  return {
    problems: JSON.stringify(problems.slice(0, named)),
    problem_counts: JSON.stringify(countsOf(problems)),
  }
}

/** What is worth a look beside how the step went last time. */
export function warningsOf(
  last: LastStep | undefined,
  now: { rows: number; milliseconds: number; problems: Problem[]; different: string[] },
): StepWarning[] {
  const warnings: StepWarning[] = []
  if (now.different.length) warnings.push({ kind: 'not-deterministic', files: now.different })
  if (!last) return warnings
  if (now.rows <= last.rows * 0.8 && last.rows > 0)
    warnings.push({ kind: 'fewer-rows', before: last.rows, now: now.rows })
  for (const [rule, n] of Object.entries(countsOf(now.problems))) {
    const before = last.problemCounts[rule] ?? 0
    if (n > before) warnings.push({ kind: 'new-problems', rule, before, now: n })
  }
  // What takes a few seconds is slow or fast by what else the machine does.
  if (now.milliseconds >= 3 * last.milliseconds && now.milliseconds > 5000)
    warnings.push({ kind: 'slower', before: last.milliseconds, now: now.milliseconds })
  return warnings
}

function countsOf(problems: Problem[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { rule, count = 1 } of problems) counts[rule] = (counts[rule] ?? 0) + count
  return counts
}
