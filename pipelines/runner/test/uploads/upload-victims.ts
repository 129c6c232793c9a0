import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Who is killed: the one that asks, the worker, the process that reads what was sent, the server, the dashboard. */
export const uploadVictims = ['command', 'worker', 'reader', 'postgres', 'dashboard'] as const
export type UploadVictim = (typeof uploadVictims)[number]

/** The process to be killed, of those that a command and the worker have started; nothing if there is none just now. */
export function victimOf(
  victim: UploadVictim,
  command: ChildProcess,
  worker: ChildProcess,
  home: string,
): number | undefined {
  if (victim === 'command') return command.pid
  if (victim === 'worker') return worker.pid
  if (victim === 'reader')
    return descendants([command.pid!, worker.pid!]).findLast((pid) =>
      /upload-program|step-process|run-process/.test(lineOf(pid)),
    )
  // Whoever started the server may be gone: its guardian is known by the house it guards.
  const guardian = running().find((pid) => lineOf(pid).includes(`postgres-guardian.ts ${home} `))
  return guardian === undefined ? undefined : Number(lineOf(guardian).split(' ').at(-1)) || undefined
}

/** Every process that one of these has started, and those these have. */
function descendants(parents: number[]): number[] {
  const found = new Set(parents)
  const all = running()
  const parentOf = new Map(
    all.map((pid) => [pid, Number(/\) \w (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1])]),
  )
  for (let size = 0; size !== found.size;) {
    size = found.size
    for (const [pid, parent] of parentOf) if (found.has(parent)) found.add(pid)
  }
  return [...found].filter((pid) => !parents.includes(pid)).sort((a, b) => a - b)
}

function running(): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []))
}

function lineOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

export function kill(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    return false
  }
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((end) => child.once('exit', end))
  child.kill('SIGKILL')
  await gone
}
