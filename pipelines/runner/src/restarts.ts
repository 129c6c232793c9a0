/**
 * How long to wait before something that has ended is started again: half a second, and twice as long each time, up to
 * eight. Nothing once it has ended six times within two minutes: then starting it again mends nothing.
 */
export function restarts(now: () => number = Date.now): () => number | undefined {
  let ends: number[] = []
  return () => {
    ends = [...ends.filter((time) => now() - time < 120_000), now()]
    return ends.length > 5 ? undefined : 500 * 2 ** (ends.length - 1)
  }
}
