import { fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import {
  type ConsoleAnswer,
  type ConsoleLimits,
  consoleLimits,
  type ConsoleQuestion,
} from './console-answer.ts'

/** How much the process may take beside what DuckDB may, in megabytes, and how often that is looked at. */
const beside = 512
const beat = 100

/**
 * Asks one query of a process of its own, with less priority than pages have. It is ended when it takes more memory or time
 * than it may, whatever the engine thinks; `signal` ends it too.
 */
export function askConsole(
  question: Omit<ConsoleQuestion, 'limits'>,
  { limits = consoleLimits, signal }: { limits?: ConsoleLimits; signal?: AbortSignal } = {},
): Promise<ConsoleAnswer> {
  return new Promise((answered, failed) => {
    const { PATH, LANG, NODE_COMPILE_CACHE } = process.env
    const child = fork(join(import.meta.dirname, 'console-program.ts'), [], {
      env: { PATH, LANG, NODE_COMPILE_CACHE },
      execArgv: [`--max-old-space-size=${beside / 2}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    let why = 'the query took more memory than it may and was ended'
    const end = (message: string) => {
      why = message
      child.kill('SIGKILL')
    }
    const stop = () => end('the query was stopped')
    signal?.addEventListener('abort', stop, { once: true })
    // The engine interrupts itself first, and says so; this is for when it cannot.
    const late = setTimeout(
      () => end(`expected to be done in ${limits.seconds} seconds, found it still running`),
      (limits.seconds + 3) * 1000,
    )
    const watching = setInterval(() => {
      void residentMemory(child.pid).then((used) => {
        if (used > limits.memory + beside) end('expected to fit in memory, found that it does not')
      })
    }, beat)
    const over = (answer: ConsoleAnswer) => {
      clearTimeout(late)
      clearInterval(watching)
      signal?.removeEventListener('abort', stop)
      answered(answer)
      child.kill('SIGKILL')
    }
    child.once('spawn', () => {
      if (child.pid) setPriority(child.pid, 10)
    })
    child.once('message', over)
    child.once('error', failed)
    child.once('exit', () => over({ refused: why }))
    child.send({ ...question, limits })
  })
}

/** In megabytes; 0 where the system does not say (then DuckDB's own limit is what there is). */
async function residentMemory(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}
