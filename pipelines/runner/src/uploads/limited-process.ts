import { fork } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../home.ts'
import { copiesPrefix, sweepCopies } from './copies-left.ts'

/** What a process may use at most: resident memory in megabytes, and seconds. */
export type ProcessLimits = { memory: number; seconds: number }

/** What it says: how far it is, what it came to, or why it did not. */
export type Said<Progress, Result> = { progress: Progress } | { result: Result } | { failed: string }

/** How often its memory is looked at, in milliseconds. */
const beat = 200

/**
 * Asks a process of its own for one thing. It reads what strangers have sent: it knows neither the ledger nor any secret,
 * writes its copies into a folder that is removed, and is ended when it takes more memory or time than it may.
 *
 * @param file the program, which takes one message and answers as `Said`
 * @throws what it failed with, or `the file takes more than 2048 MB to read`, `… more than 600 seconds …`,
 *   `its process ended (SIGKILL)`
 */
export async function askLimited<Progress, Result>(
  file: string,
  question: object,
  limits: ProcessLimits,
  {
    folder = tmpdir(),
    progress = () => {},
  }: { folder?: string; progress?: (progress: Progress) => void } = {},
): Promise<Result> {
  await sweepCopies(folder)
  const copies = await mkdtemp(join(folder, copiesPrefix()))
  try {
    return await ask(file, { ...question }, limits, copies, progress)
  } finally {
    await rm(copies, { recursive: true, force: true })
  }
}

function ask<Progress, Result>(
  file: string,
  question: object,
  { memory, seconds }: ProcessLimits,
  copies: string,
  progress: (progress: Progress) => void,
): Promise<Result> {
  return new Promise((answered, failed) => {
    const { PATH, HOME, LANG } = process.env
    const child = fork(file, [], {
      env: {
        PATH,
        HOME,
        LANG,
        TMPDIR: copies,
        NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/pejling'),
      },
      execArgv: [...process.execArgv, `--max-old-space-size=${Math.floor(memory / 2)}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: true,
    })
    let why: string | undefined
    const end = (message: string) => {
      why ??= message
      child.kill('SIGKILL')
    }
    const late = setTimeout(() => end(`the file takes more than ${seconds} seconds to read`), seconds * 1000)
    const watching = setInterval(() => {
      void residentMemory(child.pid!).then((used) => {
        if (used > memory) end(`the file takes more than ${memory} MB to read`)
      })
    }, beat)
    const over = () => {
      clearTimeout(late)
      clearInterval(watching)
    }
    // This process may be told to stop meanwhile: nobody would want the answer.
    const gone = () => end('cancelled')
    process.once('disconnect', gone)
    child.on('message', (said: Said<Progress, Result>) => {
      if ('progress' in said) return progress(said.progress)
      over()
      process.off('disconnect', gone)
      child.removeAllListeners('exit')
      child.kill('SIGKILL')
      if ('result' in said) answered(said.result)
      else failed(new Error(said.failed))
    })
    child.once('error', failed)
    child.once('exit', (code, signal) => {
      over()
      process.off('disconnect', gone)
      failed(new Error(why ?? heapMessage(signal ?? code, memory)))
    })
    child.send(question)
  })
}

/** Node ends itself by SIGABRT when its own memory is full. */
function heapMessage(how: string | number | null, memory: number): string {
  return how === 'SIGABRT' || how === 134
    ? `the file takes more than ${memory} MB to read`
    : `its process ended (${how})`
}

/** In megabytes; 0 where the system does not say (then only Node's own memory is limited). */
async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(status) ?? []
  return Number(kilobytes ?? 0) / 1024
}
