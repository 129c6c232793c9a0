import { openQueue } from '@pejling/ledger'
import { errorLine } from '../error-line.ts'
import { type House, withHouse } from '../house.ts'
import { type ExitCode, say } from '../output.ts'
import { run } from '../run.ts'
import { untilStopped } from '../until-stopped.ts'
import { sayProblems, sayProgress } from './run-command.ts'

/** `pejling worker`: works on queued runs, one at a time, until it is told to stop. */
export async function workerCommand(): Promise<ExitCode> {
  await withHouse(async (house) => {
    const queue = await openQueue(house.url, 'worker')
    await queue.workOnRuns((reason) => work(house, reason))
    say('worker: waiting for runs')
    await untilStopped()
    await queue.stop()
  })
  return 0
}

async function work({ home, ledger }: House, reason: string): Promise<void> {
  try {
    sayProblems(await run(home, ledger, { reason, progress: sayProgress }))
  } catch (error) {
    say(`worker: ${errorLine(error)}`)
    throw error
  }
}
