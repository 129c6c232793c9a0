import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../home.ts'
import type { KindName } from './kinds.ts'
import type { StepProgress, WorkGiven, WorkResult } from './step.ts'
import type { Answer } from './step-process.ts'

export type Worked = WorkResult & { codeVersion: string; peakMemory: number }

/** A few processes that work steps, one each at a time. They begin when there is work and end with the pool. */
export type Pool = {
  /** @throws what the step threw, as one line; `step: its process ended (SIGTERM)`, `step: takes more memory than its process may have` */
  work(kind: KindName, given: WorkGiven, report: (progress: StepProgress) => void): Promise<Worked>
  /** Ends every process at once, whatever it is doing. */
  kill(): Promise<void>
}

export function openPool(cache: string): Pool {
  const idle: ChildProcess[] = []
  const all = new Set<ChildProcess>()
  let killed = false

  function begin(): ChildProcess {
    const child = fork(join(import.meta.dirname, 'step-process.ts'), [], {
      // What Node made of the sources is kept between starts; a step says what it has to say by its answers.
      env: { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/pejling'), ...process.env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // A Ctrl-C reaches only the process that asked.
      detached: true,
    })
    all.add(child)
    child.once('exit', () => {
      all.delete(child)
      const at = idle.indexOf(child)
      if (at >= 0) idle.splice(at, 1)
    })
    return child
  }

  return {
    work: (kind, given, report) =>
      new Promise((worked, failed) => {
        if (killed) return failed(new Error('step: cancelled'))
        const child = idle.pop() ?? begin()
        const listen = (answer: Answer) => {
          if ('progress' in answer) return report(answer.progress)
          child.off('message', listen).off('exit', ended).off('error', failed)
          if ('failed' in answer) {
            // What it may have left in memory is nobody's concern any more.
            child.kill('SIGKILL')
            return failed(new Error(answer.failed))
          }
          idle.push(child)
          worked({ ...answer.result, codeVersion: answer.codeVersion, peakMemory: answer.peakMemory })
        }
        const ended = (code: number | null, signal: string | null) =>
          failed(new Error(killed ? 'step: cancelled' : `step: ${endOf(signal ?? code)}`))
        child.on('message', listen).once('exit', ended).once('error', failed)
        child.send({ kind, given, cache })
      }),
    async kill() {
      killed = true
      await Promise.all(
        [...all].map(
          (child) =>
            new Promise((gone) => {
              child.once('exit', gone)
              child.kill('SIGKILL')
            }),
        ),
      )
    },
  }
}

/** Node ends itself by SIGABRT when its own memory is full, and a machine without memory ends a process by SIGKILL. */
function endOf(how: string | number | null): string {
  if (how === 'SIGABRT' || how === 134) return 'takes more memory than its process may have'
  return how === 'SIGKILL'
    ? 'its process ended (SIGKILL), as when a machine has no memory left'
    : `its process ended (${how})`
}
