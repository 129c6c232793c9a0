/**
 * Waits until this process is told to stop: Ctrl-C, SIGTERM, a closed terminal, or the end of the one that started it
 * (a parent that holds an IPC channel, or the package manager a script runs under).
 */
export function untilStopped(): Promise<void> {
  return new Promise((stopped) => {
    const parent = process.ppid
    const orphaned = setInterval(() => {
      if (process.env.npm_lifecycle_event && process.ppid !== parent) stop()
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
