import { type Actor, recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'

/** A door that stayed closed to somebody: which, and why. Both are words of the program, never of the visitor. */
export type RefusedDoor = Actor & { door: string; why: string }

/** Writes refusals into the log of acts, and cannot be made to flood it. */
export type Refusals = {
  /** The first of its kind in a minute is written at once; those that follow are counted. */
  note(refused: RefusedDoor): Promise<void>
  /** Writes what was counted and not written yet. */
  close(): Promise<void>
}

type Counted = { refused: RefusedDoor; since: number; more: number }

/**
 * Opens the counting of refusals. Of one person, door and reason an entry is written at once and, if there were more, one
 * more when the minute is over, with how many: two entries a minute, however many requests. At most `most` kinds are
 * counted at a time; beyond that they are counted together, as `other doors`.
 */
export function openRefusals(
  ledger: Ledger,
  {
    minute = 60_000,
    most = 1000,
    now = Date.now,
  }: { minute?: number; most?: number; now?: () => number } = {},
): Refusals {
  const counted = new Map<string, Counted>()
  const timer = setInterval(() => void writeOver().catch(() => undefined), minute)
  timer.unref()

  async function write(
    { actor, role, door, why }: RefusedDoor,
    details: { times?: number } = {},
  ): Promise<void> {
    await recordAct(ledger, { actor, role, act: 'refused', subject: door, details: { why, ...details } })
  }

  async function writeOver(all = false): Promise<void> {
    for (const [key, { refused, since, more }] of counted) {
      if (!all && now() - since < minute) continue
      counted.delete(key)
      if (more) await write(refused, { times: more })
    }
  }

  return {
    async note(refused) {
      const kind = { ...refused, ...(counted.size >= most && { door: 'other doors' }) }
      const known = counted.get(keyOf(refused)) ?? counted.get(keyOf(kind))
      if (known && now() - known.since < minute) {
        known.more += 1
        return
      }
      if (known) {
        counted.delete(keyOf(known.refused))
        if (known.more) await write(known.refused, { times: known.more })
      }
      counted.set(keyOf(kind), { refused: kind, since: now(), more: 0 })
      await write(kind)
    },
    async close() {
      clearInterval(timer)
      await writeOver(true)
    },
  }
}

function keyOf({ actor, door, why }: RefusedDoor): string {
  return [actor, door, why].join('\n')
}
