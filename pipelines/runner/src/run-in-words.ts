import { problemLine } from '@pejling/indicators/words'
import type { RunDetail, RunSummary } from '@pejling/ledger'
import { aligned, shown } from './output.ts'
import { reasonInWords, warningInWords } from './reason-in-words.ts'

/** Runs as a list: number, how it stands, who asked for what and why, when it began and how long it took. */
export function runsInWords(runs: RunSummary[]): string {
  return aligned(
    runs.map((run) => [
      String(run.id),
      run.status,
      scopeInWords(run),
      `${run.reason}, ${run.requested_by}`,
      run.started_at?.toISOString() ?? 'not begun',
      tookInWords(run),
      run.problems ? `${run.problems} problems` : '',
    ]),
    { right: [0, 5] },
  )
}

/** A run with all its steps: why each was worked, rows, time, memory, warnings against the last time, problems and log. */
export function runInWords(run: RunDetail): string {
  const { id, status, reason, requested_by, edition, message, plan, steps } = run
  const head = [
    `run ${id} ${status}${message ? `: ${message}` : ''}`,
    `asked for     ${scopeInWords(run)}; ${reason}, ${requested_by}, ${run.requested_at.toISOString()}`,
    `took          ${tookInWords(run) || '–'}`,
    ...(plan?.live ? [`before        ${plan.live}`] : []),
    ...(edition ? [`edition       ${edition}`] : []),
  ]
  const rows = steps.map((step) => [
    step.step,
    step.status,
    step.rows === null ? '' : `${step.rows} rows`,
    step.milliseconds === null ? '' : `${shown(step.milliseconds, 0)} ms`,
    step.last_milliseconds === null ? '' : `last ${shown(step.last_milliseconds, 0)} ms`,
    step.peak_memory === null ? '' : `${shown(Number(step.peak_memory) / 1e6, 0)} MB`,
  ])
  const told = steps.flatMap((step) => {
    const lines = [
      ...step.reasons.map((reason) => `why      ${reasonInWords(reason)}`),
      ...step.warnings.map((warning) => `warning  ${warningInWords(warning)}`),
      ...step.problems.map((problem) => `${problem.severity.padEnd(8)} ${problemLine(problem)}`),
      ...step.log.map((line) => `log      ${line}`),
      ...(step.message ? [`ended    ${step.message}`] : []),
    ]
    return lines.length ? [step.step, ...lines.map((line) => `  ${line}`)] : []
  })
  return [...head, '', aligned(rows, { right: [2, 3, 4, 5] }), ...(told.length ? ['', ...told] : [])].join(
    '\n',
  )
}

function scopeInWords({ scope: { study, round, from } }: Pick<RunSummary, 'scope'>): string {
  const of = [study ?? 'all', ...(round === undefined ? [] : [round])].join(' ')
  return from === undefined ? of : `${of} from ${from}`
}

function tookInWords({
  started_at: from,
  ended_at: to,
}: Pick<RunSummary, 'started_at' | 'ended_at'>): string {
  return from && to ? `${shown((to.getTime() - from.getTime()) / 1000, 1)} s` : ''
}
