import { problemLine } from '@pejling/indicators'
import { findWorkState, openQueue } from '@pejling/ledger'
import { type Log, logFormat, openLog, readConfiguration } from '@pejling/operation'
import type { Command } from 'commander'
import { type House, withHouse } from '../house.ts'
import { type ExitCode, print, say } from '../output.ts'
import { type Progress, run } from '../run.ts'
import { untilStopped } from '../until-stopped.ts'
import { does } from './does.ts'

/** Registers `pejling worker`. */
export function addWorkerCommand(program: Command): void {
  program
    .command('worker')
    .description('work on queued runs until stopped')
    .option('--check', 'only say by the exit code whether a worker is there')
    .action(does(workerCommand))
}

/**
 * `pejling worker`: works on queued runs, one at a time, until it is told to stop; a run under way is ended first. With
 * `--check` it only asks whether a worker is there.
 */
export async function workerCommand({ check }: { check?: boolean }): Promise<ExitCode> {
  if (check) return checkWorker()
  const log = openLog(logFormat(readConfiguration(process.env).log))
  await withHouse(async (house) => {
    const queue = await openQueue(house.url, 'worker')
    await queue.workOnRuns((reason) => work(house, reason, log))
    print('worker: waiting for runs')
    await untilStopped()
    log.info('worker stops')
    await queue.stop()
  })
  return 0
}

async function checkWorker(): Promise<ExitCode> {
  const { workers } = await withHouse(({ ledger }) => findWorkState(ledger), process.env, { forward: false })
  if (workers === 0) say('worker: none is connected')
  return workers ? 0 : 1
}

async function work({ home, ledger }: House, reason: string, log: Log): Promise<void> {
  const begun = performance.now()
  log.info('run begins', { reason })
  try {
    const { edition, live, unchanged, problems } = await run(home, ledger, { reason, progress: told(log) })
    for (const problem of problems.slice(0, 20))
      log.warn('problem in the data', { severity: problem.severity, problem: problemLine(problem) })
    const milliseconds = Math.round(performance.now() - begun)
    log.info('run ends', { edition, live, unchanged, problems: problems.length, milliseconds })
  } catch (problem) {
    log.error('run failed', problem)
    throw problem
  }
}

function told(log: Log): Progress {
  return ({ report }) => {
    if (!report) return
    const { step, status, rows, milliseconds } = report
    log.info('step', { step, status, rows, milliseconds: Math.round(milliseconds) })
  }
}
