import type { RunChange } from '@pejling/ledger'

/** Tells pages that a run or a plan has changed: one connection to the server, however many look. */
export type ChangeHub = {
  /**
   * Calls back at every change until the returned function is called. Listening begins with the first who asks.
   *
   * @throws what connecting throws, and `events: expected at most 200 who look at once`
   */
  subscribe(changed: (change: RunChange) => void): Promise<() => void>
  close(): Promise<void>
}

type Listen = (changed: (change: RunChange) => void) => Promise<{ close(): Promise<void> }>

/** @param listen `listenRuns` of the ledger, with its address */
export function changeHub(listen: Listen, most = 200): ChangeHub {
  const subscribers = new Set<(change: RunChange) => void>()
  let listening: ReturnType<Listen> | undefined
  return {
    async subscribe(changed) {
      if (subscribers.size >= most) throw new Error(`events: expected at most ${most} who look at once`)
      listening ??= listen((change) => {
        for (const subscriber of subscribers) subscriber(change)
      })
      // The next one who asks tries again.
      listening.catch(() => (listening = undefined))
      await listening
      subscribers.add(changed)
      return () => subscribers.delete(changed)
    },
    async close() {
      subscribers.clear()
      await (await listening?.catch(() => undefined))?.close()
    },
  }
}
