import { relative } from 'node:path'
import type { Command } from 'commander'
import { watchStudies } from '../authoring/watch-studies.ts'
import { errorLine } from '../error-line.ts'
import { type House, lendHouse, withHouse } from '../house.ts'
import { type ExitCode, print, say } from '../output.ts'
import { run } from '../run.ts'
import { untilStopped } from '../until-stopped.ts'
import { does } from './does.ts'
import { compareEditionsCommand } from './edition-compare-command.ts'
import { sayProblems } from './run-command.ts'

/** Registers `pejling watch`. */
export function addWatchCommand(program: Command): void {
  program
    .command('watch')
    .description('run what an edit of a study touches, and show the numbers that moved, until stopped')
    .action(does(watchCommand))
}

/**
 * `pejling watch`: brings the studies to an edition, then again after every edit. Each time it says which steps were
 * worked, what is wrong with file and line, and which numbers moved against what was live before.
 */
export async function watchCommand(): Promise<ExitCode> {
  await withHouse(async (house) => {
    let live: string | undefined
    const watching = watchStudies(house.home.studies, async (files) => {
      try {
        live = await lendHouse(house, () => rerun(house, files, live))
      } catch (error) {
        say(errorLine(error))
      }
    })
    print(`watching ${house.home.studies}`)
    await untilStopped()
    await watching.close()
  })
  return 0
}

/** Runs, says what came of it, and gives the edition that is live then. */
async function rerun(
  { home, ledger, caller }: House,
  files: string[],
  before?: string,
): Promise<string | undefined> {
  for (const file of files) print(`edited ${relative(home.studies, file)}`)
  const began = performance.now()
  const report = await run(home, ledger, { reason: 'pejling watch', by: caller.by })
  const milliseconds = Math.round(performance.now() - began)
  sayProblems(report)
  const worked = report.steps.filter(({ status }) => status !== 'kept').map(({ step }) => step)
  if (!report.edition)
    print(`nothing was published; ${report.live ?? 'nothing'} stays live (${milliseconds} ms)`)
  else if (report.unchanged) print(`nothing changed: ${report.edition} (${milliseconds} ms)`)
  else print(`${worked.join(', ')} (${milliseconds} ms)`)
  if (before !== undefined && report.live !== undefined && before !== report.live)
    await compareEditionsCommand(before, report.live, { limit: '5' })
  return report.live
}
