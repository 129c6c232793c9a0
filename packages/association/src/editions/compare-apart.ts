import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Viewer } from '@pejling/indicators'
import type { ComparedEditions } from './compared-editions.ts'

/** What is to be compared: the editions' files, how each study is seen, and how many rows of a table are shown. */
export type CompareAsked = {
  before: string
  after: string
  viewers: Record<string, Viewer>
  limit: number
}
export type CompareAnswer = { share: number } | { result: ComparedEditions } | { failed: string }

/** A comparison under way in a process of its own. */
export type Comparing = {
  result: Promise<ComparedEditions>
  /** How far it is, from 0 to 1. */
  share(): number
  /** Ends it at once. */
  end(): void
}

/**
 * Compares two editions in a process of its own, which leaves the caller's free: of a national study it takes a while.
 * It gives way to other work of the machine, and ends with the caller.
 *
 * @param told called whenever `share` is another one
 */
export function compareApart(asked: CompareAsked, told: () => void = () => {}): Comparing {
  let share = 0
  const child: ChildProcess = fork(join(import.meta.dirname, 'compare-process.ts'), [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  })
  const result = new Promise<ComparedEditions>((done, failed) => {
    child.once('error', failed)
    child.once('exit', (code, signal) =>
      failed(new Error(`compare: its process ended (${signal ?? code}) before it was done`)),
    )
    child.on('message', (answer: CompareAnswer) => {
      if ('share' in answer) {
        share = answer.share
        return told()
      }
      if ('result' in answer) done(answer.result)
      else failed(new Error(answer.failed))
      child.disconnect()
    })
    child.send(asked)
  })
  return { result, share: () => share, end: () => void child.kill('SIGKILL') }
}
