import { type ChildProcess, spawn } from 'node:child_process'
import { say } from './output.ts'
import { restarts } from './restarts.ts'

/** A program of the house that runs beside this one and ends with it. */
export type Child = {
  stop(): Promise<void>
  /** Comes when it has ended so often that it is not started again: `worker: ended 6 times …; <its last line>`. */
  givenUp: Promise<Error>
}

/** A Node program: what it is called, its file and words, and the line it prints when it is there. */
export type Program = { name: string; file: string; words?: string[]; ready: (line: string) => boolean }

/**
 * Starts a Node program and keeps it going: if it ends by itself it is started again, with growing pauses and not for
 * ever. It holds an IPC channel to this process, so that it notices when this one is killed. Resolves when it first prints
 * a line that `ready` accepts.
 *
 * @throws its last line, if it ends before it is ready
 */
export async function startChild(
  { name, file, words = [], ready }: Program,
  environment: NodeJS.ProcessEnv,
): Promise<Child> {
  let child: ChildProcess
  let stopping = false
  let lastLine = ''
  let giveUp!: (error: Error) => void
  const givenUp = new Promise<Error>((given) => (giveUp = given))
  const pauseBefore = restarts()
  await begin()
  return {
    givenUp,
    async stop() {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((end) => child.once('exit', end))
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), 12_000)
      await ended
      clearTimeout(force)
    },
  }

  function begin(): Promise<void> {
    return new Promise((begun, failed) => {
      let up = false
      lastLine = ''
      // Detached: a Ctrl-C in the terminal reaches this process only, which then stops the others in order.
      child = spawn(process.execPath, [file, ...words], {
        ...{ env: environment, detached: true },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      })
      const listen = (chunk: Buffer) => {
        for (const line of chunk.toString().split('\n').filter(Boolean)) {
          if (!up && ready(line)) {
            up = true
            begun()
          } else {
            lastLine = line
            say(line)
          }
        }
      }
      child.stdout!.on('data', listen)
      child.stderr!.on('data', listen)
      // `close` and not `exit`: its last line may come after its end.
      child.once('close', (code, signal) => {
        if (stopping) return
        if (up) return again(signal ?? code)
        failed(new Error(lastLine.replace(/^pejling: /, '') || `${name}: ended with ${signal ?? code}`))
      })
    })
  }

  function again(how: string | number | null): void {
    const pause = pauseBefore()
    if (pause === undefined) {
      const last = lastLine ? `; its last line: ${lastLine}` : ''
      giveUp(new Error(`${name}: ended 6 times within two minutes, not started again${last}`))
      return
    }
    say(`${name}: ended (${how}); started again in ${pause / 1000} s`)
    setTimeout(() => {
      if (stopping) return
      begin().then(
        () => say(`${name}: is there again`),
        () => stopping || again(child.signalCode ?? child.exitCode),
      )
    }, pause)
  }
}
