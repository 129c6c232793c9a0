import { type ChildProcess, spawn } from 'node:child_process'
import { say } from './output.ts'

/** A program of the house that runs beside this one and ends with it. */
export type Child = { stop(): Promise<void> }

/**
 * Starts a Node program and keeps it going: if it ends by itself it is started again, up to three times a minute. It
 * holds an IPC channel to this process, so that it notices when this one is killed. Resolves when it first prints a
 * line that `ready` accepts.
 *
 * @throws its last line, if it ends before it is ready
 */
export async function startChild(
  file: string,
  words: string[],
  environment: NodeJS.ProcessEnv,
  ready: (line: string) => boolean,
): Promise<Child> {
  let child: ChildProcess
  let stopping = false
  const restarts: number[] = []
  await begin()
  return {
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
      let lastLine = ''
      let up = false
      // Detached: a Ctrl-C in the terminal reaches this process only, which then stops the others in order.
      child = spawn(process.execPath, [file, ...words], {
        ...{ env: environment, detached: true },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      })
      const listen = (chunk: Buffer) => {
        for (const line of chunk.toString().split('\n').filter(Boolean)) {
          lastLine = line
          if (!up && ready(line)) {
            up = true
            begun()
          } else say(line)
        }
      }
      child.stdout!.on('data', listen)
      child.stderr!.on('data', listen)
      child.once('exit', (code) => {
        if (stopping) return
        if (!up) failed(new Error(lastLine.replace(/^pejling: /, '') || `${file}: ended with ${code}`))
        else again()
      })
    })
  }

  function again(): void {
    const now = Date.now()
    restarts.push(now)
    const recent = restarts.filter((time) => now - time < 60_000).length
    if (recent > 3) return say(`${file}: ended ${recent} times in a minute; not started again`)
    say(`${file}: ended; starting it again`)
    setTimeout(() => void (stopping || begin().catch(again)), 500)
  }
}
