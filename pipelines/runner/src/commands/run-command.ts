import { problemLine } from '@pejling/indicators'
import type { Command } from 'commander'
import { withHouse } from '../house.ts'
import { type ExitCode, print, printJson, say } from '../output.ts'
import { type Progress, run, type RunReport } from '../run.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling run`. */
export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('bring the studies to an edition and make it live; steps that are done already are kept')
    .option(...asJson)
    .action(does(runCommand))
}

/** `pejling run`: does what is to be done, and says what it did. */
export async function runCommand({ json }: { json?: boolean }): Promise<ExitCode> {
  const report = await withHouse(({ home, ledger, caller }) =>
    run(home, ledger, { progress: sayProgress, by: caller.by }),
  )
  sayProblems(report)
  if (json) printJson(report)
  else print(summary(report))
  return report.edition ? 0 : 1
}

export const sayProgress: Progress = ({ step, index, of, report }) => {
  const place = `[${index + 1}/${of}] ${step}`
  if (!report) {
    if (process.stderr.isTTY) process.stderr.write(`${place} …\r`)
    return
  }
  const rows = report.rows ? `, ${report.rows} rows` : ''
  say(
    `${place} ${report.status === 'kept' ? 'kept' : `${report.status} in ${Math.round(report.milliseconds)} ms`}${rows}`,
  )
}

export function sayProblems({ problems }: RunReport): void {
  for (const problem of problems.slice(0, 20)) say(`${problem.severity}: ${problemLine(problem)}`)
  const counts = new Map<string, number>()
  for (const { rule, count = 1 } of problems) counts.set(rule, (counts.get(rule) ?? 0) + count)
  if (problems.length > 20) say(`in all ${[...counts].map(([rule, n]) => `${n} ${rule}`).join(', ')}`)
}

function summary({ edition, live, unchanged, steps }: RunReport): string {
  const kept = steps.filter(({ status }) => status === 'kept').length
  const done = steps.filter(({ status }) => status === 'done').length
  if (!edition)
    return `nothing was published; ${live ? `edition ${live} is still live` : 'no edition is live'}`
  if (!unchanged) return `edition ${edition} is live; ${done} steps done, ${kept} kept`
  const pointer =
    live === edition ? 'is live' : `was made of these data; ${live} is live (pejling edition use ${edition})`
  return `nothing changed: edition ${edition} ${pointer}; 0 steps done, ${kept} kept`
}
