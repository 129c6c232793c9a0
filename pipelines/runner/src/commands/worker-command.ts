import { arrivingFolder, sweepArrivals } from '@pejling/archive'
import { findWorkState, openLedger, openQueue, owner, requestRun } from '@pejling/ledger'
import { logFormat, openLog, readConfiguration } from '@pejling/operation'
import type { Command } from 'commander'
import { watchStudies } from '../authoring/watch-studies.ts'
import { withHouse } from '../house.ts'
import { type ExitCode, print, say } from '../output.ts'
import { sweepAbandoned } from '../sweep-half-made.ts'
import { untilStopped } from '../until-stopped.ts'
import { sweepCopies } from '../uploads/copies-left.ts'
import { startWorkLoop } from '../work-loop.ts'
import { does } from './does.ts'

/** Registers `pejling worker`. */
export function addWorkerCommand(program: Command): void {
  program
    .command('worker')
    .description('make the plans and work on the runs that are asked for, until stopped')
    .option('--watch', 'run the pipelines when a file of a study changes, as PEJLING_WATCH')
    .option('--check', 'only say by the exit code whether a worker is there')
    .action(does(workerCommand))
}

/**
 * `pejling worker`: makes the plans and works on the runs that are asked for, one run at a time, until it is told to
 * stop; a run under way is ended first. With `PEJLING_SCHEDULE` and `--watch` it asks for runs itself. With `--check` it only asks whether a worker is there.
 */
export async function workerCommand({
  check,
  watch,
}: {
  check?: boolean
  watch?: boolean
}): Promise<ExitCode> {
  if (check) return checkWorker()
  const configuration = readConfiguration(process.env)
  const log = openLog(logFormat(configuration.log))
  await withHouse(async ({ url, home }) => {
    // What was half sent a week ago is sent no further, and what a killed process was reading is nobody's.
    await sweepArrivals(home.path, new Date(Date.now() - 7 * 24 * 3600_000))
    await sweepCopies(arrivingFolder(home.path))
    const ledger = openLedger(url, { connections: 2, as: 'worker' })
    await sweepAbandoned(home, ledger)
    const loop = await startWorkLoop({ home, ledger }, url, log)
    const ask = (reason: string) => async () => void (await requestRun(ledger, {}, owner, reason))
    const queue = await openQueue(url, 'worker')
    await queue.workAt(configuration.schedule, ask('schedule'))
    const changed = async (files: string[]) => {
      if (files.length)
        await ask('watched folder')().catch((problem) => log.error('no run asked for', problem))
    }
    const watched =
      watch || configuration.watch ? watchStudies(home.studies, changed, { quiet: 1000 }) : undefined
    print('worker: waiting for runs')
    await untilStopped()
    log.info('worker stops')
    await watched?.close()
    await queue.stop()
    await loop.stop()
    await ledger.destroy()
  })
  return 0
}

async function checkWorker(): Promise<ExitCode> {
  const { workers } = await withHouse(({ ledger }) => findWorkState(ledger), process.env, { forward: false })
  if (workers === 0) say('worker: none is connected')
  return workers ? 0 : 1
}
