import { isWhole, startedBy } from './started-by.ts'

/**
 * Waits until this process is told to stop: Ctrl-C, SIGTERM, a closed terminal, or the end of the one that started it: a
 * parent that holds an IPC channel, or any of the package managers it was started through (`npx` hands a SIGTERM on to
 * nobody).
 */
export function untilStopped(): Promise<void> {
  return new Promise((stopped) => {
    const chain = startedBy()
    const orphaned = setInterval(() => {
      if (!isWhole(chain)) stop()
    }, 500)
    // Waiting alone keeps no program alive: one that failed meanwhile must be able to end.
    orphaned.unref()
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
    for (const signal of signals) process.on(signal, stop)
    process.once('disconnect', stop)

    function stop(): void {
      clearInterval(orphaned)
      // A listener on the channel to the parent would keep this process alive after its work is done.
      process.off('disconnect', stop)
      stopped()
    }
  })
}
