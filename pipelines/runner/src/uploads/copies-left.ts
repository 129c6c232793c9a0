import { readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** Nothing is read for longer than this, in milliseconds. */
const longest = 2 * 3600_000

const machine = hostname().replace(/[^A-Za-z0-9]/g, '_')

/** What a folder for copies is called: the machine and process that have it read, so that others know when they are gone. */
export function copiesPrefix(): string {
  return `work-${machine}-${process.pid}-`
}

/** Removes copies of what strangers have sent whose process is gone: killed, it could not do so itself. */
export async function sweepCopies(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [, where, id] = /^work-(\w+)-(\d+)-/.exec(name) ?? []
    if (where === undefined) continue
    const made = await stat(join(folder, name)).catch(() => undefined)
    if (made && isLeft(where, Number(id), made.birthtimeMs))
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** A number may be another process's by now, or our own from before we began. */
function isLeft(where: string, id: number, made: number): boolean {
  if (Date.now() - made > longest) return true
  if (where !== machine) return false
  return id === process.pid ? made < Date.now() - process.uptime() * 1000 : !isAlive(id)
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (cause) {
    // It is there, and somebody else's.
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}
