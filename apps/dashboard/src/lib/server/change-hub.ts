/** Tells pages that something of one kind has changed, a run or an upload: one connection to the server, however many look. */
export type ChangeHub<Change> = {
  /**
   * Calls back at every change until the returned function is called. Listening begins with the first who asks.
   *
   * @throws what connecting throws, and `events: expected at most 200 who look at once`
   */
  subscribe(changed: (change: Change) => void): Promise<() => void>
  close(): Promise<void>
}

type Listen<Change> = (changed: (change: Change) => void) => Promise<{ close(): Promise<void> }>

/** @param listen `listenRuns` or `listenUploads` of the ledger, with its address */
export function changeHub<Change>(listen: Listen<Change>, most = 200): ChangeHub<Change> {
  const subscribers = new Set<(change: Change) => void>()
  let listening: ReturnType<Listen<Change>> | undefined
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
