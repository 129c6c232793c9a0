import { findRun, listRuns, type RunDetail } from '@pejling/ledger'
import type { Command } from 'commander'
import type { Caller } from '../caller.ts'
import { withHouse } from '../house.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { problemsFor } from '../problems-for.ts'
import { runInWords, runsInWords } from '../run-in-words.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling runs`. */
export function addRunsCommand(program: Command): void {
  program
    .command('runs')
    .description('the latest runs; of one all its steps: why, rows, time, memory, warnings, problems, log')
    .argument('[run]', 'its number')
    .option(...asJson)
    .action(does(runsCommand))
}

/** `pejling runs [run]`. */
export async function runsCommand(id: string | undefined, { json }: { json?: boolean }): Promise<ExitCode> {
  if (id !== undefined && !/^\d{1,9}$/.test(id))
    throw new Error(`runs: expected the number of a run, found ${id}`)
  await withHouse(async ({ ledger, caller }) => {
    if (id === undefined) {
      const runs = await listRuns(ledger, { limit: 20 })
      if (json) printJson(runs)
      else print(runs.length ? runsInWords(runs) : 'no run yet')
      return
    }
    const run = await findRun(ledger, Number(id))
    if (!run) throw new Error(`unknown run: ${id}`)
    const seen = asSeen(run, caller)
    if (json) printJson(seen)
    else print(runInWords(seen))
  })
  return 0
}

/** A run with its problems as the caller may see them: what is wrong in rows that are not open is for those with their rights. */
function asSeen(run: RunDetail, caller: Caller): RunDetail {
  const seen = (problems: RunDetail['steps'][number]['problems']) =>
    problemsFor(caller, problems, run.plan?.open)
  return {
    ...run,
    plan: run.plan && { ...run.plan, problems: seen(run.plan.problems) },
    steps: run.steps.map((step) => ({ ...step, problems: seen(step.problems) })),
  }
}
