import { problemLine } from '@pejling/indicators'
import type { PlanStep, RunPlan } from '@pejling/ledger'
import { shown } from './output.ts'
import { reasonInWords } from './reason-in-words.ts'

/** A plan as a person reads it: what will be worked and why, what is reused, how long it took last time. */
export function planInWords(plan: RunPlan): string {
  const { steps, upToDate, untouched, hash, live, problems, resumes } = plan
  const worked = steps.filter(({ action }) => action !== 'reuse')
  const lines: string[] = []
  if (upToDate)
    lines.push(`nothing to do: edition ${hash} is ${hash === live ? 'live' : 'there, but not live'}`)
  if (resumes !== undefined) lines.push(`goes on from run ${resumes}, which ended before it was done`)
  for (const step of worked) lines.push(...stepInWords(step))
  if (worked.some(({ mayBeKept }) => mayBeKept))
    lines.push('what is worked only because a step before it is, is kept if that leaves the same')
  const reused = steps.length - worked.length
  if (!upToDate && reused) lines.push(`reused: ${reused} of ${steps.length} steps`)
  if (untouched.length) lines.push(`as in the live edition: ${untouched.join(', ')}`)
  for (const problem of problems.filter(({ severity }) => severity === 'stops').slice(0, 20))
    lines.push(`stops: ${problemLine(problem)}`)
  const known = worked.flatMap(({ lastMilliseconds }) => lastMilliseconds ?? [])
  if (!upToDate && known.length)
    lines.push(`last time these took ${shown(known.reduce((a, b) => a + b, 0) / 1000, 1)} s`)
  return lines.join('\n')
}

function stepInWords({ name, action, reasons, lastMilliseconds, lastRows }: PlanStep): string[] {
  const time = lastMilliseconds === undefined ? '' : `${Math.round(lastMilliseconds)} ms`
  const rows = lastRows ? `${lastRows} rows` : ''
  const last = [time, rows].filter(Boolean).join(', ')
  const head = `${action === 'run' ? 'work' : 'stop'}  ${name}${last ? `  (last time ${last})` : ''}`
  const shownReasons = reasons.slice(0, 6).map((reason) => `      ${reasonInWords(reason)}`)
  const more = reasons.length > 6 ? [`      and ${reasons.length - 6} more reasons`] : []
  return [head, ...shownReasons, ...more]
}
