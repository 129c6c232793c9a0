import { problemLine } from '@pejling/indicators/words'
import { cancelRun, type Scope } from '@pejling/ledger'
import type { Command } from 'commander'
import { planRun } from '../graph/plan.ts'
import { withHouse } from '../house.ts'
import { type ExitCode, print, printJson, say } from '../output.ts'
import { problemsFor } from '../problems-for.ts'
import { tellProgress } from '../run-progress.ts'
import { run, type RunReport } from '../run.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

type Options = Scope & { json?: boolean }

const scopeOptions = [
  ['--study <study>', 'this study only; the others stay as they are in the live edition'],
  ['--round <round>', 'this round of the study only, and what builds on it'],
  ['--from <step>', 'this step and what builds on it, whether they must or not'],
] as const

/** Registers `pejling plan`, `pejling run` and `pejling cancel`. */
export function addRunCommand(program: Command): void {
  const scoped = (command: Command) =>
    scopeOptions.reduce((to, [flags, meaning]) => to.option(flags, meaning), command).option(...asJson)
  scoped(program.command('plan'))
    .description('what a run would do and exactly why; changes nothing')
    .action(does(planCommand))
  scoped(program.command('run'))
    .description('bring the studies to an edition and make it live; steps that are done already are kept')
    .option('--dry', 'only the plan')
    .action(does(runCommand))
  program
    .command('cancel')
    .description('end a run at once, whoever asked for it; nothing it had half made is left')
    .argument('<run>', 'its number')
    .action(does(cancelCommand))
}

/** `pejling plan`: exit code 1 if a problem in the data would stop it, or if one cannot tell. */
export async function planCommand(options: Options): Promise<ExitCode> {
  const plan = await withHouse(async ({ home, ledger, caller }) => {
    const { plan } = await planRun(home, ledger, scopeOf(options))
    return { ...plan, problems: problemsFor(caller, plan.problems, plan.open) }
  })
  if (options.json) printJson(plan)
  else print((await import('../plan-in-words.ts')).planInWords(plan))
  return plan.hash ? 0 : 1
}

/** `pejling run`: does what is to be done, and says what it did. Ctrl-C cancels it. */
export async function runCommand(options: Options & { dry?: boolean }): Promise<ExitCode> {
  if (options.dry) return planCommand(options)
  const stop = new AbortController()
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const cancel = () => stop.abort()
  for (const signal of signals) process.on(signal, cancel)
  try {
    const report = await withHouse(async ({ home, ledger, caller }) => {
      const asked = { scope: scopeOf(options), by: caller.by, progress: tellProgress(), signal: stop.signal }
      const report = await run(home, ledger, asked)
      return { ...report, problems: problemsFor(caller, report.problems, report.open) }
    })
    sayProblems(report)
    if (options.json) printJson(report)
    else print(summary(report))
    return report.edition ? 0 : 1
  } finally {
    for (const signal of signals) process.off(signal, cancel)
  }
}

/** `pejling cancel <run>`. */
export async function cancelCommand(id: string): Promise<ExitCode> {
  if (!/^\d{1,9}$/.test(id)) throw new Error(`cancel: expected the number of a run, found ${id}`)
  const cancelled = await withHouse(({ ledger, caller: { by } }) => cancelRun(ledger, Number(id), by))
  print(cancelled ? `run ${id} is cancelled` : `run ${id} had ended already`)
  return 0
}

export function sayProblems({ problems }: RunReport): void {
  for (const problem of problems.slice(0, 20)) say(`${problem.severity}: ${problemLine(problem)}`)
  const counts = new Map<string, number>()
  for (const { rule, count = 1 } of problems) counts.set(rule, (counts.get(rule) ?? 0) + count)
  if (problems.length > 20) say(`in all ${[...counts].map(([rule, n]) => `${n} ${rule}`).join(', ')}`)
}

function scopeOf({ study, round, from }: Scope): Scope {
  return JSON.parse(JSON.stringify({ study, round, from })) as Scope
}

function summary({ edition, live, unchanged, cancelled, steps, run }: RunReport): string {
  const kept = steps.filter(({ status }) => status === 'kept').length
  const done = steps.filter(({ status }) => status === 'done').length
  const stays = live ? `edition ${live} is still live` : 'no edition is live'
  if (cancelled) return `run ${run} was cancelled; ${stays}`
  if (!edition) return `nothing was published; ${stays}`
  if (!unchanged) return `edition ${edition} is live; ${done} steps done, ${kept} kept`
  const pointer =
    live === edition ? 'is live' : `was made of these data; ${live} is live (pejling edition use ${edition})`
  return `nothing changed: edition ${edition} ${pointer}; 0 steps done, ${kept} kept`
}
