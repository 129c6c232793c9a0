import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { platform } from 'node:process'

type Seen = { parent: number; command: string }

/**
 * This process and those above it, up to the outermost package manager: `npx` → `sh` → `pnpm` → `sh` → this one. Only this
 * one where no package manager started it.
 */
export function startedBy(pid = process.pid, see = seen): number[] {
  const chain = [pid]
  let outermost = 0
  for (let at = see(pid); at && at.parent > 1 && chain.length < 20; at = see(chain.at(-1)!)) {
    chain.push(at.parent)
    if (/(^|[/\\\s])(npx|npm|pnpm)(-cli|x)?(\.[cm]?js)?(\s|$)/.test(see(at.parent)?.command ?? ''))
      outermost = chain.length - 1
  }
  return chain.slice(0, outermost + 1)
}

/** Is each of them still the child of the next? Where that cannot be seen cheaply: is each of them there? */
export function isWhole(chain: number[]): boolean {
  return chain
    .slice(1)
    .every((pid, i) => (platform === 'linux' ? seen(chain[i])?.parent === pid : isThere(pid)))
}

function seen(pid: number): Seen | undefined {
  if (platform === 'linux') return seenInProc(pid)
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' })
  const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? '') ?? []
  return parent ? { parent: Number(parent), command } : undefined
}

function seenInProc(pid: number): Seen | undefined {
  try {
    // The name in brackets may itself hold brackets and spaces: the parent is the second word after the last of them.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return { parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]), command }
  } catch {
    return undefined
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
