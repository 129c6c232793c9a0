import { verifyPassword } from './password-hash.ts'
import { type Lane, openLane } from './rate-limit-lane.ts'

/** What a sign-in needs from outside: the check of a password, lanes for it, and time. */
export type Gate = {
  verify: typeof verifyPassword
  /** For browsers an account is known in. */
  knownLane: Lane
  /** For everybody else; it rests as long as it works. */
  lane: Lane
  now(): number
  sleep(milliseconds: number): Promise<void>
}

/** One gate for each process. */
export function openGate(changes: Partial<Gate> = {}): Gate {
  return {
    verify: verifyPassword,
    knownLane: openLane({ waiting: 64, rest: 0 }),
    lane: openLane({ waiting: 64, rest: 1 }),
    now: () => performance.now(),
    sleep: (milliseconds) => new Promise((later) => setTimeout(later, milliseconds)),
    ...changes,
  }
}

/**
 * Milliseconds that every refusal is rounded up to. A check takes 30 to 60; what is left says nothing about which kind of
 * refusal it was.
 */
export const refusalStep = 250

/** Waits until a refusal may leave. */
export async function holdRefusal({ now, sleep }: Gate, began: number): Promise<void> {
  const spent = now() - began
  await sleep(Math.ceil(Math.max(spent, 1) / refusalStep) * refusalStep - spent)
}
