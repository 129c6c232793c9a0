/** A step of a run as far as time goes. */
export type StepProgress = {
  name: string
  status: 'waiting' | 'running' | 'done' | 'kept' | 'failed' | 'cancelled'
  after: string[]
  /** 0 to 1, where it is known. */
  share?: number
  startedAt?: Date
  /** Milliseconds when it was last worked. */
  last?: number
}

export type RunProgress = {
  ended: number
  of: number
  running: number
  /** Milliseconds that are left, about; missing if a step has never been timed. */
  left?: number
}

/**
 * How far a run is. What is left is never less than the longest chain of steps that wait for each other, nor than all of
 * it shared by as many as work side by side now.
 */
export function runProgress(steps: StepProgress[], now: Date): RunProgress {
  const ended = steps.filter(({ status }) => status !== 'waiting' && status !== 'running').length
  const running = steps.filter(({ status }) => status === 'running').length
  const left = new Map(steps.map((step) => [step.name, timeLeft(step, now)]))
  const times = [...left.values()]
  const progress = { ended, of: steps.length, running }
  if (times.some((time) => time === undefined)) return progress
  const sum = (times as number[]).reduce((a, b) => a + b, 0)
  const chains = new Map<string, number>()
  const byName = new Map(steps.map((step) => [step.name, step]))
  const chain = (name: string): number => {
    const step = byName.get(name)
    if (!step) return 0
    const known = chains.get(name)
    if (known !== undefined) return known
    chains.set(name, 0)
    const length = left.get(name)! + Math.max(0, ...step.after.map(chain))
    chains.set(name, length)
    return length
  }
  const longest = Math.max(0, ...steps.map(({ name }) => chain(name)))
  return { ...progress, left: Math.max(longest, sum / Math.max(1, running)) }
}

function timeLeft({ status, share, startedAt, last }: StepProgress, now: Date): number | undefined {
  if (status === 'waiting') return last
  if (status !== 'running') return 0
  const gone = startedAt ? Math.max(0, now.getTime() - startedAt.getTime()) : 0
  if (share !== undefined && share > 0) return (gone * (1 - share)) / share
  return last === undefined ? undefined : Math.max(0, last - gone)
}
